package io.github.usdt4j.processor;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources in this process, with the processor or without. */
final class Compilation {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Path directory;
  private final List<String> options = new ArrayList<>();
  private final List<Diagnostic<? extends JavaFileObject>> diagnostics = new ArrayList<>();

  /** Begins without sources; what is written goes into the directory. */
  Compilation(Path directory) {
    this.directory = directory;
  }

  /** Adds a source, of that path below a source directory. */
  Compilation source(String path, String text) {
    sources.put(path, text);
    return this;
  }

  Compilation options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Returns whether all was compiled. */
  boolean run(Processor... processors) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> all =
          new ArrayList<>(
              List.of("--release", "17", "-d", directory.toString(), "-Xmaxerrs", "1000"));
      if (!options.contains("--module-path")) {
        all.addAll(List.of("-classpath", System.getProperty("java.class.path")));
      }
      all.addAll(options);
      if (processors.length == 0) {
        all.add("-proc:none");
      }
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((path, text) -> units.add(new Source(path, text)));
      JavaCompiler.CompilationTask task =
          compiler.getTask(output, files, collector, all, null, units);
      if (processors.length > 0) {
        task.setProcessors(List.of(processors));
      }
      boolean isDone = task.call();
      diagnostics.addAll(collector.getDiagnostics());
      return isDone;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs, and fails where anything is said, a warning included. */
  Compilation succeed(Processor... processors) {
    if (!run(processors) || !diagnostics.isEmpty()) {
      throw new AssertionError(diagnostics.toString());
    }
    return this;
  }

  List<Diagnostic<? extends JavaFileObject>> diagnostics() {
    return diagnostics;
  }

  String written(String path) {
    try {
      return Files.readString(directory.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a loader of what was compiled; it stays open as long as the tests run. */
  ClassLoader loader() {
    try {
      return URLClassLoader.newInstance(
          new URL[] {directory.toUri().toURL()}, Compilation.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
