package ouroboros.spark;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import ouroboros.cli.Main;

/** The answer of a command: exit code and output. */
record Answer(int code, String out, String err) {

  /** Runs a command in this JVM; it joins the session of most tests. */
  static Answer of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Runs.session();
    int code =
        Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    return new Answer(code, out.toString(), err.toString());
  }
}
