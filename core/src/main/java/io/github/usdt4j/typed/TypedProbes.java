package io.github.usdt4j.typed;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes objects that fire the probes of an interface with {@link UsdtProvider}:
 *
 * <pre>{@code
 * static final ShopProbes SHOP = TypedProbes.of(ShopProbes.class, MethodHandles.lookup());
 * }</pre>
 *
 * <p>Where {@code usdt4j-processor} has written the class, that one is taken; it can as well be had
 * without this, by {@code ShopProbesUsdt.open()}. Otherwise a hidden class is made, which boxes
 * nothing either.
 */
public final class TypedProbes {
  private static final MethodHandle CLOSE = find("close", void.class);

  private TypedProbes() {}

  /**
   * Makes a provider with the interface's probes, shows it to tracers, and returns what fires them.
   * Each call makes another provider, as {@link Usdt#provider} does: keep the object, best in a
   * static final field.
   *
   * @param lookup the caller's {@code MethodHandles.lookup()}; the interface, and records that its
   *     methods name, must be accessible to the caller
   * @throws IllegalArgumentException the interface breaks a rule of {@link UsdtProvider} or {@link
   *     UsdtProbe}, or is not accessible
   * @throws io.github.usdt4j.UsdtException {@code usdt4j.required} is set and probes are impossible
   *     here
   */
  public static <T> T of(Class<T> type, MethodHandles.Lookup lookup) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(lookup, "lookup");
    try {
      lookup.accessClass(type);
      MethodHandle written = written(type, lookup);
      return type.cast(
          written == null
              ? make(type, lookup)
              : written.asType(MethodType.methodType(Object.class)).invokeExact());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "%s, or a record that it names, is not accessible to %s; pass the MethodHandles.lookup() of a class that it is accessible to"
              .formatted(type.getName(), lookup.lookupClass().getName()),
          e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the method of the class that the processor has written; null where it has not. */
  private static MethodHandle written(Class<?> type, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    int simple = type.getName().lastIndexOf('.') + 1;
    String name =
        type.getName().substring(0, simple)
            + type.getName().substring(simple).replace('$', '_')
            + "Usdt";
    try {
      Class<?> written = Class.forName(name, false, type.getClassLoader());
      return lookup.findStatic(written, "open", MethodType.methodType(type));
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      return null;
    }
  }

  private static Object make(Class<?> type, MethodHandles.Lookup lookup) throws Throwable {
    InterfaceRules.check(type);
    UsdtProvider names = type.getAnnotation(UsdtProvider.class);
    String module = names.module().isEmpty() ? names.value() : names.module();
    Provider provider = Usdt.provider(names.value(), module);
    try {
      Map<String, Probe> probes = new LinkedHashMap<>();
      HiddenClass hidden = new HiddenClass(type, lookup);
      for (Method method : InterfaceRules.probeMethods(type)) {
        Signature signature = Signature.of(method);
        Probe probe = add(provider, method, signature);
        probes.put(method.getName(), probe);
        hidden.implement(method, FireHandle.of(probe, signature, lookup));
      }
      for (Method method : InterfaceRules.otherMethods(type)) {
        hidden.implement(method, other(method, provider, probes));
      }
      Object made = hidden.make();
      provider.enable();
      return made;
    } catch (Throwable e) {
      provider.close();
      throw e;
    }
  }

  private static Probe add(Provider provider, Method method, Signature signature) {
    UsdtProbe names = method.getAnnotation(UsdtProbe.class);
    String function = names.function().isEmpty() ? method.getName() : names.function();
    String probe = names.value().isEmpty() ? method.getName() : names.value();
    return provider.addProbe(function, probe, signature.arguments());
  }

  private static MethodHandle other(Method method, Provider provider, Map<String, Probe> probes) {
    if (method.getName().equals("close")) {
      return CLOSE.bindTo(provider);
    }
    return method.getName().equals("provider")
        ? MethodHandles.constant(Provider.class, provider)
        : FireHandle.isEnabled(probes.get(InterfaceRules.askedProbe(method)));
  }

  private static MethodHandle find(String name, Class<?> result) {
    try {
      return MethodHandles.lookup()
          .findVirtual(Provider.class, name, MethodType.methodType(result));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
