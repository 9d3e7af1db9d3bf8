package ouroboros.report.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The REST API of an MLflow tracking server, version 2.0: sends a request, and returns its JSON
 * answer or an error message. No authentication.
 *
 * <p>The time of day is that of the server, read from the {@code Date} of its answers, because this
 * program does not use a clock.
 */
final class MlflowServer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SHOWN = 300;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String root;
  private final String here;
  private long millis;

  MlflowServer(URI url) {
    this.root = url.toString().replaceAll("/+$", "");
    this.here = shown(url).replaceAll("/+$", "");
  }

  /** The server's time at its last answer, in milliseconds since 1970; 0 before the first. */
  long millis() {
    return millis;
  }

  /**
   * Sends a query. Returns the answer as JSON, or a missing node where the server does not know the
   * thing (404).
   */
  JsonNode ask(String what, String key, String value) throws IOException {
    String query = key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    HttpResponse<String> answer = send(request("/api/2.0/mlflow/" + what + "?" + query).GET());
    return answer.statusCode() == 404 ? JSON.missingNode() : json(answer);
  }

  /** Sends data. Returns the answer as JSON. */
  JsonNode tell(String what, Object body) throws IOException {
    HttpRequest.Builder request = request("/api/2.0/mlflow/" + what);
    request.header("Content-Type", "application/json");
    return json(send(request.POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))));
  }

  /** A path within an address: what an address cannot have, such as a space, is encoded. */
  private static String encoded(String path) throws IOException {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IOException("no address has the path " + path, e);
    }
  }

  /** Stores a file through the server. */
  void store(String path, String text) throws IOException {
    HttpRequest.Builder request = request("/api/2.0/mlflow-artifacts/artifacts/" + encoded(path));
    json(send(request.PUT(BodyPublishers.ofString(text, StandardCharsets.UTF_8))));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    try {
      return HttpRequest.newBuilder(URI.create(root + path)).timeout(ANSWER);
    } catch (IllegalArgumentException e) {
      throw new IOException(here + ": no request can be made of " + path, e);
    }
  }

  /** An address as it may be shown: without user, password and query. */
  static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getScheme() + "://" + url.getHost() + port + path;
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> answer =
          http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      answer.headers().firstValue("date").ifPresent(this::read);
      return answer;
    } catch (ConnectException e) {
      throw new IOException(here + ": no server answers there", e);
    } catch (IllegalArgumentException e) {
      // Such as a port that no server can have.
      throw new IOException(shown(request.uri()) + ": " + e.getMessage(), e);
    } catch (HttpTimeoutException e) {
      throw new IOException(shown(request.uri()) + ": no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(shown(request.uri()) + ": interrupted");
    }
  }

  private void read(String date) {
    try {
      millis = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).toEpochMilli();
    } catch (DateTimeException e) {
      // The time of the answer before is used.
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    String body = answer.body();
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s answers %d: %s",
              shown(answer.uri()),
              answer.statusCode(),
              body.substring(0, Math.min(SHOWN, body.length()))));
    }
    return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
  }
}
