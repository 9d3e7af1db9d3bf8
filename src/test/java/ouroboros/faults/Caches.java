package ouroboros.faults;

import java.lang.reflect.Field;
import java.util.Map;

/** The caches that are empty in a new JVM. */
final class Caches {
  private Caches() {}

  /** Empties the caches of count runs and of models, so that the next reads come from files. */
  static void forget() throws ReflectiveOperationException {
    clear("ouroboros.spark.cluster.RunCache", "RUNS");
    clear("ouroboros.spark.draw.Models", "MODELS");
    field("ouroboros.spark.cluster.RunCache", "bytes").setLong(null, 0);
  }

  private static void clear(String type, String name) throws ReflectiveOperationException {
    Map<?, ?> held = (Map<?, ?>) field(type, name).get(null);
    synchronized (held) {
      held.clear();
    }
  }

  private static Field field(String type, String name) throws ReflectiveOperationException {
    Field field = Class.forName(type).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
