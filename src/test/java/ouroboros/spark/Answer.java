package ouroboros.spark;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import ouroboros.cli.Main;

/** What a command answered. */
record Answer(int code, String out, String err) {

  /** Runs a command in this JVM, on two cores. */
  static Answer of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> settings =
        Map.of("spark.master", "local[2]", "spark.sql.shuffle.partitions", "2");
    settings.forEach(System::setProperty);
    try {
      int code =
          Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
      return new Answer(code, out.toString(), err.toString());
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }
}
