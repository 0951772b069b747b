package io.github.usdt4j.processor;

import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * Reads one annotation of an element. It is found by name, so that the processor's path needs no
 * other jar; a value can be reported where it stands.
 */
record Annotation(Element element, AnnotationMirror mirror) {
  static final String PROVIDER = "io.github.usdt4j.typed.UsdtProvider";
  static final String PROBE = "io.github.usdt4j.typed.UsdtProbe";
  static final String ARG = "io.github.usdt4j.typed.UsdtArg";

  /** Returns the annotation of that name, if the element has it. */
  static Optional<Annotation> find(Element element, String name) {
    return element.getAnnotationMirrors().stream()
        .filter(
            mirror ->
                ((TypeElement) mirror.getAnnotationType().asElement())
                    .getQualifiedName()
                    .contentEquals(name))
        .map(mirror -> new Annotation(element, mirror))
        .findFirst();
  }

  /** Returns the text that is given, or the other one where none is. */
  String text(String member, String otherwise) {
    return value(member).map(value -> value.getValue().toString()).orElse(otherwise);
  }

  boolean isTrue(String member) {
    return value(member).map(value -> Boolean.TRUE.equals(value.getValue())).orElse(false);
  }

  boolean has(String member) {
    return value(member).isPresent();
  }

  void report(Problems problems, String member, String text) {
    problems.add(element, mirror, value(member).orElse(null), text);
  }

  private Optional<AnnotationValue> value(String member) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(member)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }
}
