package io.github.usdt4j.processor;

import java.util.List;

/**
 * Describes an interface of probes, as far as it is right.
 *
 * @param packageName empty for the unnamed one
 * @param interfaceName as Java sources write it, {@code com.acme.Outer.ShopProbes}
 * @param interfaceBinaryName as class files do, {@code com.acme.Outer$ShopProbes}
 * @param isPublic whether the class is to be public too
 * @param isGeneratedVisible whether the module can name {@code
 *     javax.annotation.processing.Generated}
 */
record ProbeSet(
    String packageName,
    String interfaceName,
    String interfaceBinaryName,
    String className,
    boolean isPublic,
    boolean isGeneratedVisible,
    String provider,
    String module,
    String comment,
    List<ProbeMethod> probes,
    List<IsEnabledMethod> isEnabledMethods) {

  String qualifiedClassName() {
    return packageName.isEmpty() ? className : packageName + "." + className;
  }

  /**
   * Describes a method that fires.
   *
   * @param locals values that are computed once, in this order, while a tracer is attached
   * @param writer a name for the parameter that takes many arguments
   */
  record ProbeMethod(
      String method,
      String probe,
      String function,
      String comment,
      List<Parameter> parameters,
      List<Local> locals,
      List<Argument> arguments,
      String writer) {}

  /** Describes a parameter as sources write it. */
  record Parameter(String type, String name) {}

  /** Describes a local variable of the method that is written. */
  record Local(String type, String name, String value) {}

  /**
   * Describes an argument of a probe.
   *
   * @param argType the constant of the core's {@code ArgType}
   * @param value the expression, of the kind that the type asks for
   */
  record Argument(String name, String argType, String value, String comment) {
    boolean isText() {
      return argType.equals("STRING");
    }
  }

  /** Describes {@code boolean isSoldEnabled()}. */
  record IsEnabledMethod(String method, String probeMethod) {}
}
