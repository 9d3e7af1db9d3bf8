package ouroboros.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar; {@code development} outside of one. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {Main.NAME + " " + (version == null ? "development" : version)};
  }
}
