package io.github.usdt4j.testsupport.programs;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes in a JVM of their own, with the libraries of its class path. */
public final class TestRun {
  private TestRun() {}

  /**
   * Runs the tests; the arguments are classes: first one of the library whose version is said, then
   * the tests.
   */
  public static void main(String[] classes) throws ClassNotFoundException {
    Class<?> library = Class.forName(classes[0]);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).skip(1).map(DiscoverySelectors::selectClass).toList())
            .build();
    SummaryGeneratingListener summaries = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summaries);
    TestExecutionSummary summary = summaries.getSummary();
    System.out.println(
        "%s %s, Java %s: %d of %d tests succeeded"
            .formatted(
                library.getName(),
                library.getPackage().getImplementationVersion(),
                System.getProperty("java.version"),
                summary.getTestsSucceededCount(),
                summary.getTestsFoundCount()));
    summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    boolean all =
        summary.getTestsFoundCount() > 0
            && summary.getTestsFoundCount() == summary.getTestsSucceededCount();
    System.exit(all ? 0 : 1);
  }
}
