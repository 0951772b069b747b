package io.github.usdt4j.typed;

import io.github.usdt4j.Arg;
import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds the arguments of a probe method: its parameters, and instead of records their components.
 *
 * @param parameters the method's parameters, as the method declares them
 */
record Signature(List<Type> parameters, List<Arg> arguments) {
  /** The primitive that each kind of supplier makes. */
  static final Map<Class<?>, Class<?>> SUPPLIED =
      Map.of(
          IntSupplier.class, int.class,
          LongSupplier.class, long.class,
          DoubleSupplier.class, double.class,
          BooleanSupplier.class, boolean.class);

  private static final Map<Class<?>, ArgType> PRIMITIVES =
      Map.of(
          byte.class, ArgType.INT8,
          short.class, ArgType.INT16,
          int.class, ArgType.INT32,
          long.class, ArgType.INT64,
          char.class, ArgType.UINT16,
          boolean.class, ArgType.BOOL,
          float.class, ArgType.FLOAT,
          double.class, ArgType.DOUBLE);

  private static final Map<ArgType, ArgType> UNSIGNED =
      Map.of(
          ArgType.INT8, ArgType.UINT8,
          ArgType.INT16, ArgType.UINT16,
          ArgType.INT32, ArgType.UINT32,
          ArgType.INT64, ArgType.UINT64);

  static Signature of(Method method) {
    Reader reader = new Reader(method);
    List<Type> types = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      types.add(parameter.getParameterizedType());
      reader.read(parameter.getName(), parameter.getParameterizedType(), parameter);
    }
    return new Signature(List.copyOf(types), List.copyOf(reader.arguments));
  }

  /** Returns how many arguments come from a value of a type that is right. */
  static int count(Type type) {
    Class<?> raw = raw(type);
    Class<?> data = raw == Supplier.class ? made(type) : raw;
    return data.isRecord()
        ? Stream.of(data.getRecordComponents())
            .mapToInt(component -> count(component.getGenericType()))
            .sum()
        : 1;
  }

  /** Returns what a supplier of objects makes. */
  static Class<?> made(Type supplier) {
    return supplier instanceof ParameterizedType of
            && of.getActualTypeArguments()[0] instanceof Class<?> made
        ? made
        : Object.class;
  }

  static Class<?> raw(Type type) {
    return type instanceof ParameterizedType of
        ? (Class<?>) of.getRawType()
        : type instanceof Class<?> itself ? itself : Object.class;
  }

  private static final class Reader {
    private final Method method;
    private final List<Arg> arguments = new ArrayList<>();
    private final Deque<Class<?>> records = new ArrayDeque<>();

    Reader(Method method) {
      this.method = method;
    }

    void read(String javaName, Type type, AnnotatedElement declaration) {
      UsdtArg more = declaration.getAnnotation(UsdtArg.class);
      read(more == null || more.value().isEmpty() ? javaName : more.value(), type, more);
    }

    private void read(String name, Type type, UsdtArg more) {
      Class<?> raw = raw(type);
      boolean isUnsigned = more != null && more.unsigned();
      Class<?> primitive = SUPPLIED.getOrDefault(raw, raw);
      if (PRIMITIVES.containsKey(primitive)) {
        ArgType signed = PRIMITIVES.get(primitive);
        require(!isUnsigned || UNSIGNED.containsKey(signed), name, "has no sign to leave out");
        add(name, isUnsigned ? UNSIGNED.get(signed) : signed);
        return;
      }
      require(!isUnsigned, name, "has no sign to leave out");
      Class<?> data = raw == Supplier.class ? made(type) : raw;
      if (data.isRecord()) {
        readRecord(name, data);
      } else {
        require(
            data == String.class || data.isEnum(), name, "has a type that is none of a probe's");
        add(name, ArgType.STRING);
      }
    }

    private void readRecord(String name, Class<?> type) {
      require(type.getTypeParameters().length == 0, name, "is of a generic record");
      require(type.getRecordComponents().length > 0, name, "has no components");
      require(!records.contains(type), name, "is a part of itself");
      records.push(type);
      for (RecordComponent component : type.getRecordComponents()) {
        require(arguments.size() <= Probe.MAX_ARGS, name, "has too many components");
        read(name, component);
      }
      records.pop();
    }

    private void read(String record, RecordComponent component) {
      UsdtArg more = component.getAnnotation(UsdtArg.class);
      String own = more == null || more.value().isEmpty() ? component.getName() : more.value();
      read(record + "." + own, component.getGenericType(), more);
    }

    private void add(String name, ArgType type) {
      arguments.add(new Arg(name, type));
    }

    private void require(boolean isRight, String name, String fault) {
      InterfaceRules.require(isRight, "argument " + name + " of " + method, fault);
    }
  }
}
