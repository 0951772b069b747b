package io.github.usdt4j.processor;

import io.github.usdt4j.processor.ProbeSet.Argument;
import io.github.usdt4j.processor.ProbeSet.Local;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Reads the parameters of one probe method and takes records and suppliers apart. What may be null
 * is asked for that before it is used; what is computed is so once, as a local variable.
 */
final class ArgumentReader {
  /** Ends a record of records of records, which may have any number of components. */
  private static final int MOST = 200;

  private final TypeRules rules;
  private final Problems problems;
  private final String comment;
  private final Set<String> variables = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Deque<TypeElement> records = new ArrayDeque<>();

  final List<Local> locals = new ArrayList<>();
  final List<Argument> arguments = new ArrayList<>();

  private VariableElement parameter;

  ArgumentReader(
      TypeRules rules,
      Problems problems,
      List<? extends VariableElement> parameters,
      String comment) {
    this.rules = rules;
    this.problems = problems;
    this.comment = comment;
    parameters.forEach(each -> variables.add(each.getSimpleName().toString()));
  }

  /**
   * Describes a value on its way to an argument.
   *
   * @param declaration the parameter or component that has the annotation
   * @param name the argument's name
   * @param type of the value in Java
   * @param expression gives the value
   * @param guard a variable that has to be other than null for that; empty when there is none
   */
  private record Value(
      Element declaration, String name, TypeMirror type, String expression, String guard) {

    String orElse(String other) {
      return guard.isEmpty() ? expression : guard + " == null ? " + other + " : " + expression;
    }
  }

  void read(VariableElement next) {
    parameter = next;
    String variable = next.getSimpleName().toString();
    read(new Value(next, name(next), next.asType(), variable, ""));
  }

  /** Returns the name of an argument: that of the annotation, else that of the declaration. */
  private String name(Element declaration) {
    String name = declaration.getSimpleName().toString();
    Optional<Annotation> annotation = Annotation.find(declaration, Annotation.ARG);
    if (annotation.isPresent() && annotation.get().has("value")) {
      return annotation.get().text("value", name);
    }
    return name;
  }

  private void read(Value value) {
    Optional<String> fault = rules.fault(value.type());
    if (fault.isPresent()) {
      boolean isParameter = value.declaration().equals(parameter);
      problems.add(parameter, (isParameter ? "" : value.name() + ": ") + fault.get());
      return;
    }
    boolean isUnsigned = isUnsigned(value);
    Optional<TypeRules.Supplied> supplied = TypeRules.supplied(value.type());
    if (TypeRules.isRecord(value.type())) {
      readRecord(value);
    } else if (TypeRules.isSupplier(value.type())) {
      TypeMirror of = ((DeclaredType) value.type()).getTypeArguments().get(0);
      String supplier = variable(value);
      String made = local(of, supplier + " == null ? null : " + supplier + ".get()");
      read(new Value(value.declaration(), value.name(), of, made, ""));
    } else if (supplied.isPresent()) {
      String supplier = variable(value);
      TypeKind kind = supplied.get().kind();
      String call = supplier + "." + supplied.get().method() + "()";
      String none = kind == TypeKind.BOOLEAN ? "false" : "0";
      String type = kind.name().toLowerCase(java.util.Locale.ROOT);
      add(
          value,
          TypeRules.argType(kind, isUnsigned),
          local(type, supplier + " == null ? " + none + " : " + call));
    } else if (TypeRules.isEnum(value.type())) {
      String constant = variable(value);
      add(value, "STRING", constant + " == null ? null : " + constant + ".name()");
    } else if (TypeRules.isText(value.type())) {
      add(value, "STRING", value.orElse("null"));
    } else {
      boolean isBoolean = value.type().getKind() == TypeKind.BOOLEAN;
      String type = TypeRules.argType(value.type().getKind(), isUnsigned);
      add(value, type, value.orElse(isBoolean ? "false" : "0"));
    }
  }

  private void readRecord(Value value) {
    TypeElement record = (TypeElement) ((DeclaredType) value.type()).asElement();
    if (records.contains(record)) {
      problems.add(
          parameter,
          "%s: %s is a part of itself, so it has no fixed number of arguments: write the components that are wanted"
              .formatted(value.name(), record.getSimpleName()));
      return;
    }
    records.push(record);
    String variable = variable(value);
    for (RecordComponentElement component : record.getRecordComponents()) {
      if (arguments.size() < MOST) {
        read(
            new Value(
                component,
                value.name() + "." + name(component),
                component.asType(),
                variable + "." + component.getSimpleName() + "()",
                variable));
      }
    }
    records.pop();
  }

  private boolean isUnsigned(Value value) {
    Optional<Annotation> annotation = Annotation.find(value.declaration(), Annotation.ARG);
    if (annotation.isEmpty() || !annotation.get().isTrue("unsigned")) {
      return false;
    }
    if (!TypeRules.hasSign(value.type())) {
      String text = "%s has no sign to leave out: unsigned is for byte, short, int and long";
      if (value.declaration().equals(parameter)) {
        annotation.get().report(problems, "unsigned", text.formatted(value.name()));
      } else {
        problems.add(parameter, text.formatted(value.name()));
      }
      return false;
    }
    return true;
  }

  private void add(Value value, String type, String expression) {
    Optional<String> fault = ProbeName.fault("argument", value.name());
    if (fault.isPresent()) {
      report(value, fault.get() + "; @UsdtArg(\"name\") gives another one");
    } else if (!names.add(value.name())) {
      report(
          value,
          "two arguments are called %s: name one of them by @UsdtArg(\"name\")"
              .formatted(value.name()));
    }
    String said = Comments.ofParameter(comment, parameter.getSimpleName().toString());
    arguments.add(new Argument(value.name(), type, expression, said));
  }

  private void report(Value value, String text) {
    Optional<Annotation> annotation = Annotation.find(value.declaration(), Annotation.ARG);
    if (value.declaration().equals(parameter)
        && annotation.filter(present -> present.has("value")).isPresent()) {
      annotation.get().report(problems, "value", text);
    } else {
      problems.add(parameter, text);
    }
  }

  /** Returns a variable that holds the value, or null where it cannot be had. */
  private String variable(Value value) {
    return value.guard().isEmpty() && !value.expression().contains("(")
        ? value.expression()
        : local(value.type(), value.orElse("null"));
  }

  private String local(TypeMirror type, String expression) {
    return local(TypeRules.source(type), expression);
  }

  private String local(String type, String expression) {
    String name = unused("value" + locals.size());
    locals.add(new Local(type, name, expression));
    return name;
  }

  /** Returns a name that no parameter and no other variable has. */
  String unused(String wish) {
    String name = wish;
    while (!variables.add(name)) {
      name += "_";
    }
    return name;
  }
}
