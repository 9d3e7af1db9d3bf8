package ouroboros.faults;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;

/** A server that speaks S3, on 127.0.0.1, with one bucket: {@code moto} from PyPI. */
final class S3Server implements AutoCloseable {
  static final String ACCESS_KEY = "CANARYOFTHEACCESSKEY";
  static final String SECRET_KEY = "canary-of-the-secret-key-55e1";

  /** What hadoop-aws needs of Amazon's kit: 18 MB in place of its bundle of 600. */
  static final String TRANSFER = "software.amazon.awssdk:s3-transfer-manager:2.35.4";

  private static final String BUCKET = "bucket";
  private static final int SECONDS = 60;
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final Process process;
  private final URI url;
  private final HttpClient client = HttpClient.newHttpClient();

  private S3Server(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts a server. Where no {@code moto_server} is on the PATH the tests are skipped, unless
   * OUROBOROS_REQUIRE_S3=1.
   */
  static S3Server start(Path folder) throws Exception {
    boolean installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "moto_server")));
    if (!installed && "1".equals(System.getenv("OUROBOROS_REQUIRE_S3"))) {
      fail("OUROBOROS_REQUIRE_S3=1, but no moto_server on the PATH; pip install 'moto[server]'");
    }
    assumeTrue(installed, "no moto_server on this machine: S3 was not tried");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("moto.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Distribution.kill(process)));
    S3Server server = new S3Server(process, URI.create("http://127.0.0.1:" + port + "/"));
    for (int i = 0; i < 20 * SECONDS && process.isAlive(); i++) {
      try {
        server.send("PUT", "", new byte[0]);
        return server;
      } catch (IOException e) {
        Cluster.pause();
      }
    }
    throw new IOException("no server: " + Files.readString(folder.resolve("moto.log")));
  }

  /** The lines of a properties file with which Spark finds the server, and the libraries for it. */
  String settings() {
    return """
    spark.jars.packages                    org.apache.hadoop:hadoop-aws:%s,%s
    spark.jars.excludes                    software.amazon.awssdk:bundle
    spark.hadoop.fs.s3a.endpoint           %s
    spark.hadoop.fs.s3a.endpoint.region    us-east-1
    spark.hadoop.fs.s3a.path.style.access  true
    spark.hadoop.fs.s3a.access.key         %s
    spark.hadoop.fs.s3a.secret.key         %s
    """
        .formatted(VersionInfo.getVersion(), TRANSFER, url, ACCESS_KEY, SECRET_KEY);
  }

  /** The address of an object for Spark. */
  static String path(String key) {
    return "s3a://" + BUCKET + "/" + key;
  }

  void put(String key, byte[] bytes) throws IOException {
    send("PUT", "/" + key, bytes);
  }

  byte[] get(String key) throws IOException {
    return send("GET", "/" + key, new byte[0]);
  }

  /** The names of the objects that begin so, as the server lists them. */
  List<String> keys(String prefix) throws IOException {
    String listing = new String(send("GET", "?list-type=2&prefix=" + prefix, new byte[0]), "UTF-8");
    if (listing.contains("<IsTruncated>true")) {
      throw new IOException("more objects than one listing has");
    }
    List<String> keys = new ArrayList<>();
    Matcher key = KEY.matcher(listing);
    while (key.find()) {
      keys.add(key.group(1));
    }
    return keys;
  }

  /** Waits until so many generations are sealed, or the process has ended. */
  void awaitSealed(String out, int manifests, Process run) throws IOException {
    while (run.isAlive()
        && keys(out).stream().filter(key -> key.matches(".*/manifest-[^/]*")).count() < manifests) {
      Cluster.pause();
    }
  }

  private byte[] send(String method, String path, byte[] body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/" + BUCKET + path))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(method + " " + path + ": " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    Distribution.kill(process);
  }
}
