package io.github.usdt4j.snoop.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version of the jar. */
final class SnoopVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = SnoopVersion.class.getPackage().getImplementationVersion();
    return new String[] {"snoop " + (version == null ? "(not from a jar)" : version)};
  }
}
