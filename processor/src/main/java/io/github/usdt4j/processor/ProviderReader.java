package io.github.usdt4j.processor;

import io.github.usdt4j.processor.ProbeSet.IsEnabledMethod;
import io.github.usdt4j.processor.ProbeSet.ProbeMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Reads an interface with {@code @UsdtProvider}: itself here, its methods by {@link MethodReader}.
 */
final class ProviderReader {
  /** A constructor has no more than 255 parameters. */
  private static final int MOST_PROBES = 250;

  private static final String GENERATED = "javax.annotation.processing.Generated";

  private final Elements elements;
  private final Types types;
  private final Problems problems;

  ProviderReader(Elements elements, Types types, Problems problems) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
  }

  /** Returns what to write; nothing after a mistake. */
  Optional<ProbeSet> read(TypeElement type) {
    Annotation provider = Annotation.find(type, Annotation.PROVIDER).orElseThrow();
    if (!isUsable(type)) {
      return Optional.empty();
    }
    final int before = problems.count();
    final String name = checkedName(provider, "provider", "value");
    final String module = provider.has("module") ? checkedName(provider, "module", "module") : name;
    final List<ProbeMethod> probes = new ArrayList<>();
    final List<ExecutableElement> questions = new ArrayList<>();
    readMethods(type, probes, questions);
    List<IsEnabledMethod> isEnabledMethods = isEnabledMethods(questions, probes);
    if (problems.count() > before) {
      return Optional.empty();
    }
    if (probes.isEmpty()) {
      problems.add(
          type,
          "%s has no probe: write one, as in @UsdtProbe void sold(String item, int quantity);"
              .formatted(type.getSimpleName()));
      return Optional.empty();
    }
    if (probes.size() > MOST_PROBES) {
      problems.add(
          type,
          "%s has %d probes: write at most %d, and the others into another interface"
              .formatted(type.getSimpleName(), probes.size(), MOST_PROBES));
      return Optional.empty();
    }
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String binaryName = elements.getBinaryName(type).toString();
    return Optional.of(
        new ProbeSet(
            packageName,
            type.getQualifiedName().toString(),
            binaryName,
            className(packageName, binaryName),
            isPublic(type),
            isVisible(GENERATED, type),
            name,
            module,
            Comments.firstSentence(elements.getDocComment(type)),
            probes,
            isEnabledMethods));
  }

  /** Returns the name of the class; {@code TypedProbes} in the core looks for it by this rule. */
  private static String className(String packageName, String binaryName) {
    String name =
        packageName.isEmpty() ? binaryName : binaryName.substring(packageName.length() + 1);
    return name.replace('$', '_') + "Usdt";
  }

  private boolean isUsable(TypeElement type) {
    int before = problems.count();
    String name = type.getSimpleName().toString();
    if (type.getKind() != ElementKind.INTERFACE) {
      String kind = type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      problems.add(
          type,
          "@UsdtProvider is for interfaces, and %s is %s: write interface %s, and the processor writes the class"
              .formatted(name, kind.matches("[aeiou].*") ? "an " + kind : "a " + kind, name));
      return false;
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.add(
          type.getTypeParameters().get(0),
          "probes have fixed types: take the type parameters of %s away".formatted(name));
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      problems.add(
          type,
          "%s is sealed, so no class can be written for it: take sealed away".formatted(name));
    }
    for (TypeMirror inherited : type.getInterfaces()) {
      if (!inherited.toString().equals("java.lang.AutoCloseable")) {
        problems.add(
            type,
            "%s extends %s: of interfaces, AutoCloseable alone can be extended; write the methods of the other here"
                .formatted(name, types.asElement(inherited).getSimpleName()));
      }
    }
    for (Element outer = type; outer instanceof TypeElement; outer = outer.getEnclosingElement()) {
      if (outer.getModifiers().contains(Modifier.PRIVATE)) {
        problems.add(
            type,
            "%s is private, so the class of %s cannot be written: take private away"
                .formatted(outer.getSimpleName(), name));
      }
    }
    return problems.count() == before;
  }

  private String checkedName(Annotation provider, String what, String member) {
    String name = provider.text(member, "");
    ProbeName.fault(what, name).ifPresent(fault -> provider.report(problems, member, fault));
    return name;
  }

  private void readMethods(
      TypeElement type, List<ProbeMethod> probes, List<ExecutableElement> questions) {
    MethodReader reader = new MethodReader(elements, types, problems, type);
    Set<String> methods = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      Optional<Annotation> annotation = Annotation.find(method, Annotation.PROBE);
      if (annotation.isEmpty()) {
        if (reader.isQuestion(method)) {
          questions.add(method);
        } else {
          reader.checkOther(method);
        }
        continue;
      }
      if (!methods.add(method.getSimpleName().toString())) {
        problems.add(
            method,
            "two probe methods are called %s: give each a name of its own"
                .formatted(method.getSimpleName()));
        continue;
      }
      Optional<ProbeMethod> probe = reader.read(method, annotation.get());
      probe.ifPresent(probes::add);
      if (probe.isPresent() && !names.add(probe.get().function() + ":" + probe.get().probe())) {
        annotation
            .get()
            .report(
                problems,
                "value",
                "function %s has a probe %s already: take another name"
                    .formatted(probe.get().function(), probe.get().probe()));
      }
    }
  }

  private List<IsEnabledMethod> isEnabledMethods(
      List<ExecutableElement> questions, List<ProbeMethod> probes) {
    List<IsEnabledMethod> found = new ArrayList<>();
    for (ExecutableElement question : questions) {
      String method = question.getSimpleName().toString();
      Optional<ProbeMethod> probe =
          probes.stream().filter(each -> method.equals(isEnabledName(each.method()))).findFirst();
      if (probe.isPresent()) {
        found.add(new IsEnabledMethod(method, probe.get().method()));
      } else if (problems.count() == 0 || !probes.isEmpty()) {
        String asked = method.substring(2, method.length() - "Enabled".length());
        problems.add(
            question,
            "%s asks for a probe method %s, which is not there: add it, or call this one after one that is"
                .formatted(method, Character.toLowerCase(asked.charAt(0)) + asked.substring(1)));
      }
    }
    return found;
  }

  static String isEnabledName(String method) {
    return "is" + Character.toUpperCase(method.charAt(0)) + method.substring(1) + "Enabled";
  }

  private static boolean isPublic(TypeElement type) {
    for (Element outer = type; outer instanceof TypeElement; outer = outer.getEnclosingElement()) {
      if (!outer.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private boolean isVisible(String name, TypeElement from) {
    ModuleElement module = elements.getModuleOf(from);
    return module == null
        ? elements.getTypeElement(name) != null
        : elements.getTypeElement(module, name) != null;
  }
}
