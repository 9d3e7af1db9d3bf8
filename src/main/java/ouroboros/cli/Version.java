package ouroboros.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar; {@code development} where the program does not run from a jar. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    return new String[] {Main.NAME + " " + number()};
  }

  /** The version without the name of the program. */
  static String number() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
