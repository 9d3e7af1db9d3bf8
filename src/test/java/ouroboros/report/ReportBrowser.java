package ouroboros.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Debian's Chromium without a screen and without a network. It gives a page as DOM or as a picture.
 */
record ReportBrowser(Path program, Path work) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** The browser of this machine, if it has one. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The page's DOM once its scripts have run, as HTML. */
  String dom(Path page, String address) throws IOException, InterruptedException {
    return run("--window-size=1280,2000", "--dump-dom", page.toUri() + "#" + address);
  }

  /** The page's DOM in a window of this width. */
  String domAt(Path page, int width) throws IOException, InterruptedException {
    return run("--window-size=" + width + ",2000", "--dump-dom", page.toUri().toString());
  }

  /** A picture of the top of the page; settings are further switches. */
  BufferedImage picture(Path page, int width, String... settings)
      throws IOException, InterruptedException {
    Path png = Files.createTempFile(work, "picture", ".png");
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--window-size=" + width + ",1600");
    arguments.add("--screenshot=" + png);
    arguments.add(page.toUri().toString());
    run(arguments.toArray(String[]::new));
    BufferedImage image = ImageIO.read(png.toFile());
    if (image == null) {
      throw new IOException(program + " took no picture of " + page);
    }
    return image;
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(work, "out", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + Files.createTempDirectory(work, "profile"),
                "--virtual-time-budget=10000"));
    command.addAll(List.of(arguments));
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!browser.waitFor(120, TimeUnit.SECONDS)) {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
      throw new IOException(program + " did not end within 120 s");
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
