package io.github.usdt4j.processor;

import io.github.usdt4j.processor.ProbeSet.Argument;
import io.github.usdt4j.processor.ProbeSet.IsEnabledMethod;
import io.github.usdt4j.processor.ProbeSet.Local;
import io.github.usdt4j.processor.ProbeSet.ProbeMethod;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the class that fires. All types are named whole, since what the interface declares is
 * visible in the class.
 */
final class ClassText {
  private static final String CORE = "io.github.usdt4j.";

  /** What {@code Probe.fire} takes as they are: this many of any kind, that many integers. */
  private static final int MOST_MIXED = 4;

  private static final int MOST_INTEGERS = 6;

  private final ProbeSet set;
  private final StringBuilder text = new StringBuilder();

  private ClassText(ProbeSet set) {
    this.set = set;
  }

  static String of(ProbeSet set) {
    ClassText written = new ClassText(set);
    written.write();
    return written.text.toString();
  }

  private void write() {
    if (!set.packageName().isEmpty()) {
      line(0, "package %s;".formatted(set.packageName()));
      line(0, "");
    }
    line(
        0,
        "/** Makes objects that fire the probes of {@link %s}: usdt4j-processor wrote it. */"
            .formatted(set.interfaceName()));
    if (set.isGeneratedVisible()) {
      line(
          0,
          "@javax.annotation.processing.Generated(\"io.github.usdt4j.processor.UsdtProcessor\")");
    }
    // What the interface may use, its class may use.
    line(
        0,
        "@java.lang.SuppressWarnings({\"all\", \"deprecation\", \"exports\", \"preview\", \"removal\"})");
    line(0, "%sfinal class %s {".formatted(set.isPublic() ? "public " : "", set.className()));
    line(1, "private %s() {}".formatted(set.className()));
    writeOpen();
    writeRecord();
    line(0, "}");
  }

  private void writeOpen() {
    line(0, "");
    line(1, "/** Makes a provider with the probes, and shows them to tracers. */");
    line(1, "public static %s open() {".formatted(set.interfaceName()));
    line(
        2,
        "%1$sProvider provider = %1$sUsdt.provider(\"%2$s\", \"%3$s\");"
            .formatted(CORE, set.provider(), set.module()));
    line(2, "try {");
    line(3, "%s probes =".formatted(set.interfaceName()));
    line(5, "new Opened(");
    line(7, "provider,");
    for (int i = 0; i < set.probes().size(); i++) {
      line(7, "add%d(provider)%s".formatted(i, i + 1 < set.probes().size() ? "," : ");"));
    }
    line(3, "provider.enable();");
    line(3, "return probes;");
    line(2, "} catch (java.lang.RuntimeException | java.lang.Error e) {");
    line(3, "provider.close();");
    line(3, "throw e;");
    line(2, "}");
    line(1, "}");
    // One method each: all together could be more than a method may have.
    for (int i = 0; i < set.probes().size(); i++) {
      line(0, "");
      line(1, "private static %1$sProbe add%2$d(%1$sProvider provider) {".formatted(CORE, i));
      writeAddition(set.probes().get(i));
      line(1, "}");
    }
  }

  private void writeAddition(ProbeMethod probe) {
    List<Argument> arguments = probe.arguments();
    line(2, "return provider.addProbe(");
    line(
        4,
        "\"%s\", \"%s\", java.util.List.of(%s"
            .formatted(probe.function(), probe.probe(), arguments.isEmpty() ? "));" : ""));
    for (int i = 0; i < arguments.size(); i++) {
      line(
          6,
          "new %sArg(\"%s\", %sArgType.%s)%s"
              .formatted(
                  CORE,
                  arguments.get(i).name(),
                  CORE,
                  arguments.get(i).argType(),
                  i + 1 < arguments.size() ? "," : "));"));
    }
  }

  private void writeRecord() {
    line(0, "");
    line(1, "// A record, since the JIT takes its fields for constants.");
    line(1, "private record Opened(");
    line(4, "%sProvider provider,".formatted(CORE));
    for (int i = 0; i < set.probes().size(); i++) {
      String end = i + 1 < set.probes().size() ? "," : ")";
      line(4, "%sProbe %s%s".formatted(CORE, field(set.probes().get(i).method()), end));
    }
    line(3, "implements %s, java.lang.AutoCloseable {".formatted(set.interfaceName()));
    set.probes().forEach(this::writeProbe);
    set.isEnabledMethods().forEach(this::writeIsEnabled);
    writeLast();
    line(1, "}");
  }

  private void writeProbe(ProbeMethod probe) {
    String parameters =
        probe.parameters().stream()
            .map(parameter -> parameter.type() + " " + parameter.name())
            .collect(Collectors.joining(", "));
    line(0, "");
    line(2, "@java.lang.Override");
    line(2, "public void %s(%s) {".formatted(probe.method(), parameters));
    line(3, "if (this.%s.isEnabled()) {".formatted(field(probe.method())));
    for (Local local : probe.locals()) {
      line(4, "%s %s = %s;".formatted(local.type(), local.name(), local.value()));
    }
    if (fitsFire(probe.arguments())) {
      String words =
          probe.arguments().stream().map(ClassText::word).collect(Collectors.joining(", "));
      line(4, "this.%s.fire(%s);".formatted(field(probe.method()), words));
    } else {
      line(4, "this.%s.fire(".formatted(field(probe.method())));
      line(6, "%s ->".formatted(probe.writer()));
      line(8, "%s".formatted(probe.writer()));
      for (int i = 0; i < probe.arguments().size(); i++) {
        String end = i + 1 < probe.arguments().size() ? "" : ");";
        line(10, ".add(%s)%s".formatted(probe.arguments().get(i).value(), end));
      }
    }
    line(3, "}");
    line(2, "}");
  }

  private static boolean fitsFire(List<Argument> arguments) {
    return arguments.size() <= MOST_MIXED
        || (arguments.size() <= MOST_INTEGERS && arguments.stream().noneMatch(Argument::isText));
  }

  /** Returns an argument as {@code Probe.fire} takes it, which knows integers and strings. */
  private static String word(Argument argument) {
    return switch (argument.argType()) {
      case "BOOL" -> "(" + argument.value() + ") ? 1 : 0";
      case "FLOAT", "DOUBLE" -> "usdt4jBits(" + argument.value() + ")";
      default -> argument.value();
    };
  }

  private void writeIsEnabled(IsEnabledMethod question) {
    line(0, "");
    line(2, "@java.lang.Override");
    line(2, "public boolean %s() {".formatted(question.method()));
    line(3, "return this.%s.isEnabled();".formatted(field(question.probeMethod())));
    line(2, "}");
  }

  private void writeLast() {
    line(0, "");
    line(2, "@java.lang.Override");
    line(2, "public void close() {");
    line(3, "this.provider.close();");
    line(2, "}");
    if (uses("FLOAT")) {
      line(0, "");
      line(2, "private static long usdt4jBits(float value) {");
      line(3, "return java.lang.Float.floatToRawIntBits(value);");
      line(2, "}");
    }
    if (uses("DOUBLE")) {
      line(0, "");
      line(2, "private static long usdt4jBits(double value) {");
      line(3, "return java.lang.Double.doubleToRawLongBits(value);");
      line(2, "}");
    }
  }

  private boolean uses(String argType) {
    return set.probes().stream()
        .filter(probe -> fitsFire(probe.arguments()))
        .flatMap(probe -> probe.arguments().stream())
        .anyMatch(argument -> argument.argType().equals(argType));
  }

  private static String field(String method) {
    return method + "$probe";
  }

  private void line(int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }
}
