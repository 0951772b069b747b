package io.github.usdt4j.typed;

import io.github.usdt4j.Provider;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks an interface of probes by the rules of the processor, which has better messages; and sorts
 * its methods.
 */
final class InterfaceRules {
  private static final String ENABLED = "Enabled";

  /** A class that is written has a constructor, which has no more than 255 parameters. */
  private static final int MOST_PROBES = 250;

  private static final Set<String> OF_OBJECT =
      Set.of(
          "notify", "notifyAll", "wait", "finalize", "hashCode", "toString", "getClass", "clone");

  private InterfaceRules() {}

  static void check(Class<?> type) {
    require(type.isAnnotationPresent(UsdtProvider.class), type, "has no @UsdtProvider");
    require(type.isInterface() && !type.isAnnotation(), type, "is no interface");
    require(!type.isSealed(), type, "is sealed, so no class can be made for it");
    require(type.getTypeParameters().length == 0, type, "has type parameters");
    for (Class<?> inherited : type.getInterfaces()) {
      require(inherited == AutoCloseable.class, type, "extends " + inherited.getName());
    }
    List<Method> probes = probeMethods(type);
    require(!probes.isEmpty(), type, "has no method with @UsdtProbe");
    Set<String> names = new HashSet<>();
    for (Method method : probes) {
      require(names.add(method.getName()), method, "has the name of another probe method");
      check(method);
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean isTaken =
          method.getParameterCount() == 0
              && (method.getName().equals("close") || method.getName().equals("provider"));
      require(
          !isTaken || Modifier.isAbstract(method.getModifiers()),
          method,
          "has a body, and is a method of the class that is made");
    }
    require(probes.size() <= MOST_PROBES, type, "has more than " + MOST_PROBES + " probes");
    for (Method method : otherMethods(type)) {
      boolean isQuestion = isQuestion(method) && names.contains(askedProbe(method));
      require(isKnown(method) || isQuestion, method, "has no @UsdtProbe and no body");
    }
  }

  private static void check(Method method) {
    require(
        Modifier.isAbstract(method.getModifiers()) && method.getReturnType() == void.class,
        method,
        "is a probe, so it must return void and have no body");
    require(
        method.getTypeParameters().length == 0
            && method.getExceptionTypes().length == 0
            && !method.isVarArgs(),
        method,
        "is a probe, so it cannot have type parameters, a variable number of arguments or exceptions");
    boolean isWait =
        method.getName().equals("wait")
            && (hasParameters(method, long.class) || hasParameters(method, long.class, int.class));
    require(
        !isWait && (method.getParameterCount() > 0 || !isReserved(method.getName())),
        method,
        "has the name of another method of its class; @UsdtProbe(\"name\") names the probe");
  }

  private static boolean isReserved(String name) {
    return name.equals("close") || name.equals("provider") || OF_OBJECT.contains(name);
  }

  private static boolean hasParameters(Method method, Class<?>... types) {
    return List.of(method.getParameterTypes()).equals(List.of(types));
  }

  private static boolean isKnown(Method method) {
    if (method.getParameterCount() > 0) {
      return false;
    }
    return method.getReturnType() == void.class
        ? method.getName().equals("close")
        : method.getName().equals("provider") && method.getReturnType() == Provider.class;
  }

  private static boolean isQuestion(Method method) {
    String name = method.getName();
    return name.startsWith("is")
        && name.endsWith(ENABLED)
        && name.length() > 2 + ENABLED.length()
        && !Character.isLowerCase(name.charAt(2))
        && method.getReturnType() == boolean.class
        && method.getParameterCount() == 0;
  }

  /**
   * Returns the probe method that {@code isSoldEnabled} asks about: {@code sold}, or {@code Sold}.
   */
  static String askedProbe(Method question) {
    String name = question.getName();
    String asked = name.substring(2, name.length() - ENABLED.length());
    String usual = Character.toLowerCase(asked.charAt(0)) + asked.substring(1);
    return probeMethods(question.getDeclaringClass()).stream()
        .map(Method::getName)
        .filter(method -> method.equals(usual) || method.equals(asked))
        .findFirst()
        .orElse(usual);
  }

  /** Returns the methods that fire, sorted, since the JVM gives them in any order. */
  static List<Method> probeMethods(Class<?> type) {
    return sorted(
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(UsdtProbe.class)));
  }

  /** Returns the other methods that a class has to implement. */
  static List<Method> otherMethods(Class<?> type) {
    return sorted(
        Stream.of(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> !method.isAnnotationPresent(UsdtProbe.class)));
  }

  private static List<Method> sorted(Stream<Method> methods) {
    return methods.sorted(Comparator.comparing(Method::toString)).toList();
  }

  static void require(boolean isRight, Object what, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(what + " " + fault + "; see UsdtProvider and UsdtProbe");
    }
  }
}
