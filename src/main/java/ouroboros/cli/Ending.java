package ouroboros.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/**
 * How the process ends: with one last line, that of whoever ends it first, and soon. That is the
 * command when it is done or has failed, a signal, a thread without heap, or Spark by an exit of
 * its own. What is printed on standard error after that line is dropped.
 */
final class Ending {
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final int BY_SIGNAL = 128;

  /** How long what Spark and Hadoop do at the end may take after a failure or signal. */
  private static final long GRACE_MILLISECONDS = 5_000;

  private static final String RESUMES =
      "; nothing that is sealed is lost: the same command goes on from here";

  /** No exit code. */
  private static final int NONE = -1;

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread late = new Thread(this::halt, "halt");
  private volatile int last = NONE;
  private final Gate gate;
  private final PrintStream console;
  private final String program;

  /**
   * @param err standard error
   * @param program the name by which the program was called
   */
  Ending(OutputStream err, String program) {
    this.gate = new Gate(err);
    this.console = new PrintStream(gate, true, StandardCharsets.UTF_8);
    this.program = program;
  }

  /** Standard error until the end begins. */
  PrintStream console() {
    return console;
  }

  /**
   * Makes signals, threads without heap and exits of Spark end the process with one line.
   *
   * @param said prints what is said of an error and returns the exit code
   */
  void install(ToIntFunction<Throwable> said) {
    late.setDaemon(true);
    late.start();
    SIGNALS.forEach(this::handle);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (!(e instanceof OutOfMemoryError)) {
            int unused = said.applyAsInt(e);
          } else if (begun.compareAndSet(false, true)) {
            try {
              exit(said.applyAsInt(e));
            } catch (OutOfMemoryError again) {
              Runtime.getRuntime().halt(Main.Exit.FAILED);
            }
          }
        });
    Runtime.getRuntime().addShutdownHook(new Thread(this::byAnother, "ending"));
  }

  /** Whether the driver runs inside YARN: master {@code yarn}, deploy mode {@code cluster}. */
  private static boolean isStartedByYarn() {
    return System.getProperty("spark.master", "").equals("yarn")
        && System.getProperty("spark.submit.deployMode", "").equals("cluster");
  }

  /**
   * Ends the process with this code; waits instead, if something else is ending it. In a process
   * that YARN started it returns after a success, because there an exit counts as a failure, and
   * YARN would start the same command again.
   *
   * @throws IllegalStateException instead of any other exit in a process that YARN started: Spark
   *     gives its message to YARN, and an exit would have none
   */
  void end(int code) {
    if (begun.compareAndSet(false, true)) {
      if (!isStartedByYarn()) {
        exit(code);
      }
      console.flush();
      if (code != Main.Exit.DONE) {
        throw new IllegalStateException("exit code " + code + "; standard error has the reason");
      }
    } else {
      pause(2 * GRACE_MILLISECONDS);
      Runtime.getRuntime().halt(code);
    }
  }

  /** Whether something is ending the process. */
  boolean begun() {
    return begun.get();
  }

  private void exit(int code) {
    console.flush();
    gate.shut = true;
    if (code != Main.Exit.DONE) {
      haltLater(code);
    }
    System.exit(code);
  }

  /**
   * Ends the process after the time of grace, whatever happens until then. Its thread waits from
   * the beginning and makes no object, because a process that is nearly out of heap waits for the
   * collector at every new one.
   */
  private void haltLater(int code) {
    last = code;
    LockSupport.unpark(late);
  }

  private void halt() {
    while (last == NONE) {
      LockSupport.park(this);
    }
    pause(GRACE_MILLISECONDS);
    Runtime.getRuntime().halt(last);
  }

  private void signalled(String name, int number) {
    int code = BY_SIGNAL + number;
    if (!begun.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(code); // the second signal
    }
    haltLater(code);
    try {
      String bar = "1".equals(System.getenv(Run.TERMINAL)) ? "\n" : "";
      console.println(bar + program + ": stopped by SIG" + name + RESUMES);
      exit(code);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Somebody else called {@code System.exit}: Spark, which does so where it cannot go on. */
  private void byAnother() {
    if (begun.compareAndSet(false, true)) {
      console.println(program + ": Spark ended this process, for the reason above" + RESUMES);
      gate.shut = true;
      pause(GRACE_MILLISECONDS / 5);
      Runtime.getRuntime().halt(Main.Exit.FAILED);
    }
  }

  /**
   * The only way to learn which signal came. The class is reached by its name, because the compiler
   * warns of it, and a Java without it serves as well.
   */
  private void handle(String name, int number) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler stop =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              signalled(name, number);
            }
            return null;
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Ending.class.getClassLoader(), new Class<?>[] {handler}, stop));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The signal ends the process as Java does it: with the same code, and without the line.
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Standard error, which can be shut. */
  private static final class Gate extends FilterOutputStream {
    private volatile boolean shut;

    Gate(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      if (!shut) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!shut) {
        out.write(bytes, from, length);
      }
    }
  }
}
