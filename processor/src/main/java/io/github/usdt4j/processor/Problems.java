package io.github.usdt4j.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Reports mistakes, each as a compiler's error at the element that it is about. */
final class Problems {
  private final Messager messager;
  private int count;

  Problems(Messager messager) {
    this.messager = messager;
  }

  /** Reports a mistake: what is wrong, and what to write instead. */
  void add(Element element, String text) {
    count++;
    messager.printMessage(Diagnostic.Kind.ERROR, text, element);
  }

  /** Reports a mistake in a value of an annotation; in the annotation where the value is absent. */
  void add(Element element, AnnotationMirror annotation, AnnotationValue value, String text) {
    count++;
    messager.printMessage(Diagnostic.Kind.ERROR, text, element, annotation, value);
  }

  /** Returns the number of mistakes so far. */
  int count() {
    return count;
  }
}
