package io.github.usdt4j.processor;

import io.github.usdt4j.processor.ProbeSet.Parameter;
import io.github.usdt4j.processor.ProbeSet.ProbeMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads the methods of an interface of probes. */
final class MethodReader {
  private static final int MAX_ARGS = 32;

  /** Methods of Object without parameters, which a class cannot have in another form. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "notify", "notifyAll", "wait", "finalize", "hashCode", "toString", "getClass", "clone");

  private final Elements elements;
  private final Types types;
  private final Problems problems;
  private final TypeRules rules;

  MethodReader(Elements elements, Types types, Problems problems, TypeElement owner) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
    this.rules = new TypeRules(elements, elements.getPackageOf(owner));
  }

  /** Returns whether a method without annotation asks whether a tracer is attached. */
  boolean isQuestion(ExecutableElement method) {
    return hasNameOfQuestion(method)
        && isAbstract(method)
        && method.getReturnType().getKind() == TypeKind.BOOLEAN
        && method.getParameters().isEmpty();
  }

  private static boolean hasNameOfQuestion(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    return name.startsWith("is")
        && name.endsWith("Enabled")
        && name.length() > "isEnabled".length()
        && !Character.isLowerCase(name.charAt(2));
  }

  private static boolean isAbstract(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.ABSTRACT);
  }

  /** Reports a method that the class could not implement. */
  void checkOther(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (!isAbstract(method)
        && method.getParameters().isEmpty()
        && (name.equals("close") || name.equals("provider"))) {
      problems.add(
          method,
          "%s() is a method of the class that is written: take its body away, or call it otherwise"
              .formatted(name));
      return;
    }
    if (!isAbstract(method) || isKnown(method)) {
      return;
    }
    if (hasNameOfQuestion(method)) {
      problems.add(
          method,
          "%s asks whether a tracer is attached: write boolean %s();".formatted(name, name));
    } else {
      problems.add(
          method,
          "%s is no probe: put @UsdtProbe on it, or give it a body as a default method"
              .formatted(name));
    }
  }

  private boolean isKnown(ExecutableElement method) {
    if (!method.getParameters().isEmpty() || !method.getTypeParameters().isEmpty()) {
      return false;
    }
    TypeMirror result = method.getReturnType();
    return result.getKind() == TypeKind.VOID
        ? method.getSimpleName().contentEquals("close")
        : method.getSimpleName().contentEquals("provider")
            && types.erasure(result).toString().equals("io.github.usdt4j.Provider");
  }

  /** Returns a probe method; nothing after a mistake. */
  Optional<ProbeMethod> read(ExecutableElement method, Annotation annotation) {
    final int before = problems.count();
    checkShape(method);
    String name = method.getSimpleName().toString();
    String probe = name(method, annotation, "probe", "value");
    String function = name(method, annotation, "function", "function");
    String comment = elements.getDocComment(method);
    ArgumentReader reader = new ArgumentReader(rules, problems, method.getParameters(), comment);
    if (problems.count() == before) {
      method.getParameters().forEach(reader::read);
    }
    if (reader.arguments.size() > MAX_ARGS) {
      boolean hasRecords = reader.arguments.size() > method.getParameters().size();
      problems.add(
          method,
          "%s has %d arguments%s: write at most %d"
              .formatted(
                  name,
                  reader.arguments.size(),
                  hasRecords ? ", components of records counted" : "",
                  MAX_ARGS));
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    List<Parameter> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      parameters.add(
          new Parameter(
              TypeRules.source(parameter.asType()), parameter.getSimpleName().toString()));
    }
    return Optional.of(
        new ProbeMethod(
            name,
            probe,
            function,
            Comments.firstSentence(comment),
            parameters,
            reader.locals,
            reader.arguments,
            reader.unused("arguments")));
  }

  private String name(ExecutableElement method, Annotation annotation, String what, String member) {
    String name = annotation.text(member, "");
    if (!annotation.has(member)) {
      name = method.getSimpleName().toString();
    }
    ProbeName.fault(what, name)
        .ifPresent(
            fault -> {
              if (annotation.has(member)) {
                annotation.report(problems, member, fault);
              } else if (member.equals("value")) {
                problems.add(method, fault + "; @UsdtProbe(\"name\") gives another one");
              } else {
                problems.add(method, fault + "; function = \"name\" gives another one");
              }
            });
    return name;
  }

  private void checkShape(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (!isAbstract(method)) {
      problems.add(method, "%s has a body, and a probe has none: end it with ';'".formatted(name));
    } else if (method.getReturnType().getKind() != TypeKind.VOID) {
      problems.add(
          method,
          hasNameOfQuestion(method)
              ? "%s asks about a probe and is none: take @UsdtProbe away".formatted(name)
              : "%s returns a value, and a probe has none: write void %s".formatted(name, name));
    }
    if (!method.getTypeParameters().isEmpty()) {
      problems.add(
          method.getTypeParameters().get(0),
          "probes have fixed types: take the type parameters of %s away".formatted(name));
    }
    if (!method.getThrownTypes().isEmpty()) {
      problems.add(method, "a probe throws nothing: take throws away from %s".formatted(name));
    }
    if (method.isVarArgs()) {
      problems.add(
          method.getParameters().get(method.getParameters().size() - 1),
          "probes have a fixed number of arguments: write one parameter for each");
    }
    reserved(method).ifPresent(text -> problems.add(method, text));
  }

  private Optional<String> reserved(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    List<? extends VariableElement> parameters = method.getParameters();
    if (parameters.isEmpty() && (name.equals("close") || name.equals("provider"))) {
      return Optional.of(
          "%s() is a method of the class that is written: call the probe's method otherwise, and name the probe by @UsdtProbe(\"%s\")"
              .formatted(name, name));
    }
    boolean isWait =
        name.equals("wait")
            && !parameters.isEmpty()
            && parameters.size() <= 2
            && parameters.get(0).asType().getKind() == TypeKind.LONG
            && (parameters.size() == 1 || parameters.get(1).asType().getKind() == TypeKind.INT);
    return isWait || (parameters.isEmpty() && OF_OBJECT.contains(name))
        ? Optional.of(
            "every class has a method %s like this: call the probe's method otherwise, and name the probe by @UsdtProbe(\"%s\")"
                .formatted(name, name))
        : Optional.empty();
  }
}
