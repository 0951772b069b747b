package io.github.usdt4j.typed;

import io.github.usdt4j.Arg;
import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the method handle that stands behind a probe method. It begins as {@code Probe.fire} over
 * the arguments, as {@code long} and {@code String}; then, parameter by parameter, the arguments
 * that come from one parameter are replaced by that parameter.
 */
final class FireHandle {
  /** What {@code Probe.fire} takes as they are: this many of any kind, that many integers. */
  private static final int MOST_MIXED = 4;

  private static final int MOST_INTEGERS = 6;

  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final MethodHandle IS_ENABLED =
      virtual(Probe.class, "isEnabled", MethodType.methodType(boolean.class));
  private static final MethodHandle MANY =
      step("fireMany", void.class, Probe.class, long[].class, String[].class);
  private static final MethodHandle IS_NULL = step("isNull", boolean.class, Object.class);
  private static final MethodHandle NAME = step("name", String.class, Enum.class);
  private static final MethodHandle FLOAT_BITS = step("bits", long.class, float.class);
  private static final MethodHandle DOUBLE_BITS = step("bits", long.class, double.class);

  private final MethodHandles.Lookup lookup;
  private MethodHandle handle;

  private FireHandle(MethodHandle fire, MethodHandles.Lookup lookup) {
    this.handle = fire;
    this.lookup = lookup;
  }

  /** Returns a handle of the method's own type, which does nothing while no tracer is attached. */
  static MethodHandle of(Probe probe, Signature signature, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    FireHandle fire = new FireHandle(overArguments(probe, signature.arguments()), lookup);
    fire.replaceByAll(signature.parameters());
    return MethodHandles.guardWithTest(
        isEnabled(probe), fire.handle, MethodHandles.empty(fire.handle.type()));
  }

  static MethodHandle isEnabled(Probe probe) {
    return IS_ENABLED.bindTo(probe);
  }

  private static MethodHandle overArguments(Probe probe, List<Arg> arguments) {
    Class<?>[] kinds =
        arguments.stream()
            .map(argument -> argument.type() == ArgType.STRING ? String.class : long.class)
            .toArray(Class<?>[]::new);
    MethodType type = MethodType.methodType(void.class, kinds);
    int texts = (int) List.of(kinds).stream().filter(kind -> kind == String.class).count();
    if (kinds.length <= MOST_MIXED || (texts == 0 && kinds.length <= MOST_INTEGERS)) {
      return virtual(Probe.class, "fire", type).bindTo(probe);
    }
    int integers = kinds.length - texts;
    MethodHandle collected =
        MANY.bindTo(probe)
            .asCollector(1, String[].class, texts)
            .asCollector(0, long[].class, integers);
    int[] order = new int[kinds.length];
    int integer = 0;
    int text = integers;
    for (int i = 0; i < kinds.length; i++) {
      order[kinds[i] == String.class ? text++ : integer++] = i;
    }
    return MethodHandles.permuteArguments(collected, type, order);
  }

  /**
   * Replaces the arguments by the parameters, of these types, that they come from. What is replaced
   * last is computed first, so it begins with the last one.
   */
  private void replaceByAll(List<Type> types) throws IllegalAccessException {
    int position = handle.type().parameterCount();
    for (int i = types.size() - 1; i >= 0; i--) {
      position -= Signature.count(types.get(i));
      replaceBy(types.get(i), position);
    }
  }

  /**
   * Replaces the arguments from a position on that come from a value of this type by that value.
   */
  private void replaceBy(Type type, int position) throws IllegalAccessException {
    Class<?> raw = Signature.raw(type);
    if (raw == Supplier.class) {
      Class<?> made = Signature.made(type);
      replaceBy(made, position);
      filter(position, orNone(virtual(raw, "get", MethodType.methodType(Object.class)), made));
    } else if (Signature.SUPPLIED.containsKey(raw)) {
      Class<?> made = Signature.SUPPLIED.get(raw);
      replaceBy(made, position);
      String method =
          "getAs" + Character.toUpperCase(made.getName().charAt(0)) + made.getName().substring(1);
      filter(position, orNone(virtual(raw, method, MethodType.methodType(made)), made));
    } else if (raw.isRecord()) {
      replaceByRecord(raw, position);
    } else if (raw.isEnum()) {
      filter(position, NAME.asType(MethodType.methodType(String.class, raw)));
    } else if (raw == float.class || raw == double.class) {
      filter(position, raw == float.class ? FLOAT_BITS : DOUBLE_BITS);
    } else {
      // Integers and booleans become a long; a String stays one.
      handle =
          MethodHandles.explicitCastArguments(
              handle, handle.type().changeParameterType(position, raw));
    }
  }

  private void replaceByRecord(Class<?> type, int position) throws IllegalAccessException {
    RecordComponent[] components = type.getRecordComponents();
    int next = position + Signature.count(type);
    for (int i = components.length - 1; i >= 0; i--) {
      next -= Signature.count(components[i].getGenericType());
      replaceBy(components[i].getGenericType(), next);
      MethodHandle accessor = lookup.unreflect(components[i].getAccessor());
      filter(next, orNone(accessor, components[i].getType()));
    }
    MethodType before = handle.type();
    MethodType after = before.dropParameterTypes(position + 1, position + components.length);
    int[] order = new int[before.parameterCount()];
    for (int i = 0; i < order.length; i++) {
      int beyond = i - position - components.length;
      order[i] = i < position ? i : beyond < 0 ? position : position + 1 + beyond;
    }
    handle = MethodHandles.permuteArguments(handle, after, order);
  }

  private void filter(int position, MethodHandle filter) {
    handle = MethodHandles.filterArguments(handle, position, filter);
  }

  /** Returns what an object's method gives, or 0 or null where the object is null. */
  private static MethodHandle orNone(MethodHandle method, Class<?> result) {
    MethodType type = method.type().changeReturnType(result);
    return MethodHandles.guardWithTest(
        IS_NULL.asType(type.changeReturnType(boolean.class)),
        MethodHandles.empty(type),
        method.asType(type));
  }

  private static MethodHandle step(String name, Class<?> result, Class<?>... parameters) {
    try {
      return HERE.findStatic(Steps.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle virtual(Class<?> owner, String name, MethodType type) {
    try {
      return HERE.findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
