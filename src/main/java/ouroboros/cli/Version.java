package ouroboros.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar; {@code development} where the program does not run from a jar. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {Main.NAME + " " + (version == null ? "development" : version)};
  }
}
