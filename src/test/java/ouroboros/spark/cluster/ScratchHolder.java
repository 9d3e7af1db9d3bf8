package ouroboros.spark.cluster;

import java.nio.file.Path;

/** A process that makes a scratch folder, prints its path and waits to be killed. */
final class ScratchHolder {
  private ScratchHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println(ScratchFolder.in(Path.of(arguments[0])).path());
    Thread.sleep(60_000);
  }
}
