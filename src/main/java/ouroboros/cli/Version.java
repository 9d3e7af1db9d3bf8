package ouroboros.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/**
 * The version of the jar, then what it was built against and what it ships; {@code development}
 * where the program does not run from a jar.
 */
final class Version implements IVersionProvider {
  private static final String SHIPPED = "versions.properties";

  Version() {}

  @Override
  public String[] getVersion() {
    return Stream.concat(Stream.of(Main.NAME + " " + number()), shipped()).toArray(String[]::new);
  }

  /** The version without the name of the program. */
  static String number() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** A line for each part whose version the build filled in, in the order of the file. */
  private static Stream<String> shipped() {
    try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream(SHIPPED));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.contains("${"))
          .map(line -> line.replace('=', ' '))
          .collect(Collectors.toList())
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
