package io.github.usdt4j.processor;

import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Says what a Java type is as an argument, or what to write instead. */
final class TypeRules {
  static final String SUPPLIER = "java.util.function.Supplier";

  private static final String FUNCTION = "java.util.function.";

  private static final Map<String, String> UNBOXED =
      Map.of(
          "java.lang.Byte", "byte",
          "java.lang.Short", "short",
          "java.lang.Integer", "int",
          "java.lang.Long", "long",
          "java.lang.Character", "char",
          "java.lang.Boolean", "boolean",
          "java.lang.Float", "float",
          "java.lang.Double", "double");

  private static final Map<TypeKind, String> ARG_TYPES =
      Map.of(
          TypeKind.BYTE, "INT8",
          TypeKind.SHORT, "INT16",
          TypeKind.INT, "INT32",
          TypeKind.LONG, "INT64",
          TypeKind.CHAR, "UINT16",
          TypeKind.BOOLEAN, "BOOL",
          TypeKind.FLOAT, "FLOAT",
          TypeKind.DOUBLE, "DOUBLE");

  /** Interfaces that supply a primitive: its kind, and their method. */
  private static final Map<String, Supplied> SUPPLIERS =
      Map.of(
          FUNCTION + "IntSupplier", new Supplied(TypeKind.INT, "getAsInt"),
          FUNCTION + "LongSupplier", new Supplied(TypeKind.LONG, "getAsLong"),
          FUNCTION + "DoubleSupplier", new Supplied(TypeKind.DOUBLE, "getAsDouble"),
          FUNCTION + "BooleanSupplier", new Supplied(TypeKind.BOOLEAN, "getAsBoolean"));

  private final Elements elements;
  private final PackageElement home;

  /**
   * Begins without a state.
   *
   * @param home the package that the class is written into
   */
  TypeRules(Elements elements, PackageElement home) {
    this.elements = elements;
    this.home = home;
  }

  /** Names a primitive that an interface supplies, and the interface's method. */
  record Supplied(TypeKind kind, String method) {}

  static boolean isText(TypeMirror type) {
    return is(type, "java.lang.String");
  }

  static boolean isEnum(TypeMirror type) {
    return kindOf(type) == ElementKind.ENUM;
  }

  static boolean isRecord(TypeMirror type) {
    return kindOf(type) == ElementKind.RECORD;
  }

  static boolean isSupplier(TypeMirror type) {
    return is(type, SUPPLIER);
  }

  static Optional<Supplied> supplied(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        ? Optional.ofNullable(SUPPLIERS.get(name(type)))
        : Optional.empty();
  }

  static String argType(TypeKind kind, boolean isUnsigned) {
    String type = ARG_TYPES.get(kind);
    return isUnsigned ? "U" + type : type;
  }

  /** Returns whether a type may be declared unsigned. */
  static boolean hasSign(TypeMirror type) {
    return switch (type.getKind()) {
      case BYTE, SHORT, INT, LONG -> true;
      default ->
          supplied(type)
              .filter(of -> of.kind() == TypeKind.INT || of.kind() == TypeKind.LONG)
              .isPresent();
    };
  }

  /** Returns why a type cannot be one of an argument, and what to write; empty when it can. */
  Optional<String> fault(TypeMirror type) {
    if (type.getKind().isPrimitive() || isText(type) || supplied(type).isPresent()) {
      return Optional.empty();
    }
    if (type.getKind() != TypeKind.DECLARED) {
      String what = type.getKind() == TypeKind.ARRAY ? "an array" : shown(type);
      return Optional.of(
          what
              + " is no argument: write String, or Supplier<String> for a text made while a tracer is attached");
    }
    if (isSupplier(type)) {
      return faultOfSupplier((DeclaredType) type);
    }
    String unboxed = UNBOXED.get(name(type));
    if (unboxed != null) {
      return Optional.of("%s is boxed: write %s".formatted(shown(type), unboxed));
    }
    if (isEnum(type) || isRecord(type)) {
      return faultOfData((DeclaredType) type);
    }
    return Optional.of(
        "%s is no argument: write a primitive, String, an enum, a record of these, or a Supplier<String>"
            .formatted(shown(type)));
  }

  private Optional<String> faultOfSupplier(DeclaredType supplier) {
    if (supplier.getTypeArguments().isEmpty()) {
      return Optional.of("Supplier does not say of what: write Supplier<String>");
    }
    TypeMirror of = supplier.getTypeArguments().get(0);
    if (isText(of)) {
      return Optional.empty();
    }
    String primitive = of.getKind() == TypeKind.DECLARED ? UNBOXED.getOrDefault(name(of), "") : "";
    if (!primitive.isEmpty()) {
      return Optional.of(
          "Supplier<%s> boxes what it makes: write %s"
              .formatted(
                  shown(of),
                  switch (primitive) {
                    case "long" -> "LongSupplier";
                    case "boolean" -> "BooleanSupplier";
                    case "float", "double" -> "DoubleSupplier";
                    default -> "IntSupplier";
                  }));
    }
    return isEnum(of) || isRecord(of)
        ? faultOfData((DeclaredType) of)
        : Optional.of(
            "Supplier<%s> makes no argument: write a Supplier of String, an enum or a record"
                .formatted(shown(of)));
  }

  private Optional<String> faultOfData(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    if (!element.getTypeParameters().isEmpty()) {
      return Optional.of(
          "%s is generic, and probes have fixed types: write a record without type parameters"
              .formatted(element.getSimpleName()));
    }
    if (isRecord(type) && element.getRecordComponents().isEmpty()) {
      return Optional.of("%s has no components: leave it out".formatted(element.getSimpleName()));
    }
    return isAccessible(element)
        ? Optional.empty()
        : Optional.of(
            "the class that is written cannot see %s: make it public, or put it into package %s and not private"
                .formatted(element.getSimpleName(), home.getQualifiedName()));
  }

  private boolean isAccessible(TypeElement type) {
    boolean isNear = elements.getPackageOf(type).equals(home);
    for (Element outer = type; outer instanceof TypeElement; outer = outer.getEnclosingElement()) {
      if (outer.getModifiers().contains(Modifier.PRIVATE)
          || (!isNear && !outer.getModifiers().contains(Modifier.PUBLIC))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a type as the written class spells it, without annotations. */
  static String source(TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      return type.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }
    DeclaredType declared = (DeclaredType) type;
    return declared.getTypeArguments().isEmpty()
        ? name(type)
        : name(type) + "<" + source(declared.getTypeArguments().get(0)) + ">";
  }

  /** Returns a type as messages call it. */
  private static String shown(TypeMirror type) {
    if (type.getKind() == TypeKind.WILDCARD) {
      return type.toString().replaceAll("[a-z]\\w*\\.", "");
    }
    return type.getKind() == TypeKind.DECLARED
        ? ((DeclaredType) type).asElement().getSimpleName().toString()
        : type.toString();
  }

  private static boolean is(TypeMirror type, String name) {
    return type.getKind() == TypeKind.DECLARED && name(type).equals(name);
  }

  private static String name(TypeMirror type) {
    return ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().toString();
  }

  private static ElementKind kindOf(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        ? ((DeclaredType) type).asElement().getKind()
        : ElementKind.OTHER;
  }
}
