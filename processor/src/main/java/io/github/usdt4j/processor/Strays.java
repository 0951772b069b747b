package io.github.usdt4j.processor;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Finds annotations where nothing reads them. */
final class Strays {
  private Strays() {}

  static void check(Element element, TypeElement annotation, Problems problems) {
    Element owner = element.getEnclosingElement();
    if (annotation.getQualifiedName().contentEquals(Annotation.PROBE)) {
      if (Annotation.find(owner, Annotation.PROVIDER).isEmpty()) {
        problems.add(
            element,
            "%s has no @UsdtProvider, so nothing fires %s: put @UsdtProvider(\"name\") on the"
                    .formatted(owner.getSimpleName(), element.getSimpleName())
                + " interface");
      }
    } else if (element.getKind() == ElementKind.PARAMETER
        && !isOfRecord(owner)
        && Annotation.find(owner, Annotation.PROBE).isEmpty()) {
      boolean isConstructor = owner.getKind() == ElementKind.CONSTRUCTOR;
      problems.add(
          element,
          "%s is no probe, so it has no arguments to describe: put @UsdtProbe on it, or take @UsdtArg away"
              .formatted((isConstructor ? owner.getEnclosingElement() : owner).getSimpleName()));
    }
  }

  /** Returns whether this may be a record's constructor, whose parameters are its components. */
  private static boolean isOfRecord(Element owner) {
    return owner.getKind() == ElementKind.CONSTRUCTOR
        && owner.getEnclosingElement().getKind() == ElementKind.RECORD;
  }
}
