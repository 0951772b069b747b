package io.github.usdt4j.processor;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Writes, for each interface with {@code @UsdtProvider}, the class that implements it and the list
 * of its probes, {@code META-INF/usdt4j/INTERFACE.probes}. Each mistake is an error at its element.
 *
 * <p>It depends on one interface at a time, and on types that its methods name: for Gradle it is
 * isolating. An interface that names a type which another processor has yet to write waits for the
 * next round, so the order of sources does not matter.
 */
public final class UsdtProcessor extends AbstractProcessor {
  private final Set<String> waiting = new LinkedHashSet<>();

  /** Makes a processor, as compilers do. */
  public UsdtProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Annotation.PROVIDER, Annotation.PROBE, Annotation.ARG);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Problems problems = new Problems(processingEnv.getMessager());
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (annotation.getQualifiedName().contentEquals(Annotation.PROVIDER)) {
          waiting.add(((TypeElement) element).getQualifiedName().toString());
        } else {
          Strays.check(element, annotation, problems);
        }
      }
    }
    for (String name : List.copyOf(waiting)) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      // Of a type that never comes the compiler tells by itself.
      if (type != null && isComplete(type)) {
        waiting.remove(name);
        make(type, problems);
      }
    }
    return false;
  }

  /** Returns whether all types that the methods name are there. */
  private static boolean isComplete(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .flatMap(method -> method.getParameters().stream())
        .noneMatch(parameter -> isMissing(parameter.asType()));
  }

  private static boolean isMissing(TypeMirror type) {
    return type.getKind() == TypeKind.ERROR
        || (type instanceof DeclaredType declared
            && declared.getTypeArguments().stream().anyMatch(UsdtProcessor::isMissing));
  }

  private void make(TypeElement type, Problems problems) {
    new ProviderReader(processingEnv.getElementUtils(), processingEnv.getTypeUtils(), problems)
        .read(type)
        .ifPresent(set -> write(type, set, problems));
  }

  private void write(TypeElement type, ProbeSet set, Problems problems) {
    Filer filer = processingEnv.getFiler();
    try {
      try (Writer source = filer.createSourceFile(set.qualifiedClassName(), type).openWriter()) {
        source.write(ClassText.of(set));
      }
      FileObject list =
          filer.createResource(
              StandardLocation.CLASS_OUTPUT,
              "",
              "META-INF/usdt4j/" + set.interfaceBinaryName() + ".probes",
              type);
      try (Writer text = new OutputStreamWriter(list.openOutputStream(), StandardCharsets.UTF_8)) {
        text.write(ListText.of(set));
      }
    } catch (FilerException e) {
      problems.add(
          type,
          "the processor writes a class %s, and there is one: rename that, or the interface"
              .formatted(set.qualifiedClassName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
