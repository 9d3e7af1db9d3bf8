package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

/**
 * Debian's Chromium without a screen and without a network. It gives a page as DOM or as a picture.
 */
record ReportBrowser(Path program, Path work) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /**
   * The browser of this machine. Without one the test is skipped, unless
   * OUROBOROS_REQUIRE_BROWSER=1.
   */
  static ReportBrowser orSkip(Path work) {
    Optional<Path> installed = installed();
    boolean required =
        "1".equals(System.getenv("OUROBOROS_REQUIRE_BROWSER"))
            || "1".equals(System.getProperty("OUROBOROS_REQUIRE_BROWSER"));
    if (installed.isEmpty() && required) {
      fail("OUROBOROS_REQUIRE_BROWSER=1, but no chromium on the PATH; apt-get install chromium");
    }
    assumeTrue(installed.isPresent(), "no browser on this machine: the report was not looked at");
    return new ReportBrowser(installed.orElseThrow(), work);
  }

  /** An attribute of the root element. */
  static String attribute(String dom, String name) {
    Matcher root = Pattern.compile("<html[^>]*>").matcher(dom);
    assertThat(root.find()).as("the browser gave no page").isTrue();
    Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(root.group());
    return value.find() ? value.group(1) : "";
  }

  /** A page with a script of ours after its own, which acts like a user. */
  Path with(Path page, String name, String script) throws IOException {
    String html = Files.readString(page);
    int end = html.lastIndexOf("</body>");
    return Files.writeString(
        work.resolve(name),
        html.substring(0, end) + "<script>" + script + "</script>" + html.substring(end));
  }

  /** What a script of ours puts into {@code seen}, read from the page in a frame of this width. */
  JsonNode seen(Path page, int width, String address, String script)
      throws IOException, InterruptedException {
    String name = "use-" + Integer.toHexString(script.hashCode()) + ".html";
    with(
        page,
        name,
        """
        addEventListener("load", () => setTimeout(async () => {
          const all = selector => [...document.querySelectorAll(selector)];
          const wait = () => new Promise(done => setTimeout(done, 400));
          const seen = {};
          %s
          const text = new TextEncoder().encode(JSON.stringify(seen));
          parent.postMessage(btoa(String.fromCharCode(...text)), "*");
        }, 800));
        """
            .formatted(script));
    Path frame =
        Files.writeString(
            work.resolve("frame.html"),
            """
            <!doctype html><html><body style="margin:0">
            <iframe src="%s#%s" style="width:%dpx;height:3000px;border:0"></iframe>
            <script>
            addEventListener("message", e => document.documentElement.dataset.seen = e.data);
            </script></body></html>
            """
                .formatted(name, address, width));
    String found = attribute(dom(frame, ""), "data-seen");
    assertThat(found).as("the script did not end").isNotEmpty();
    return new ObjectMapper()
        .readTree(new String(Base64.getDecoder().decode(found), StandardCharsets.UTF_8));
  }

  /** The texts of a JSON list. */
  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The browser of this machine, if it has one. */
  private static Optional<Path> installed() {
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
