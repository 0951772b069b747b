package io.github.usdt4j.log4j2;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes in a JVM of their own, with the Log4j of its class path. */
final class ContractRun {
  private ContractRun() {}

  public static void main(String[] classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(List.of(classes).stream().map(DiscoverySelectors::selectClass).toList())
            .build();
    SummaryGeneratingListener summaries = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summaries);
    TestExecutionSummary summary = summaries.getSummary();
    System.out.println(
        "Log4j %s, Java %s: %d of %d tests succeeded"
            .formatted(
                org.apache.logging.log4j.core.Logger.class.getPackage().getImplementationVersion(),
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
