package ouroboros.spark.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of many tasks in one serialized form. What several of them refer to, such as the table
 * of the model that all draw from, is in it once: with 10^4 key ranges the table alone has over a
 * megabyte, and 10^4 tasks that each carry it would have ten gigabytes. A JVM reads the form when
 * its first task asks for an input.
 */
public final class SharedInputs implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private transient @Nullable List<?> inputs;

  private SharedInputs(byte[] bytes) {
    this.bytes = bytes;
  }

  static SharedInputs of(List<?> inputs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(inputs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SharedInputs(bytes.toByteArray());
  }

  synchronized Object get(int number) {
    List<?> all = inputs;
    if (all == null) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      try (ObjectInputStream in = OwnObjects.filtered(bytes, loader)) {
        all = (List<?>) in.readObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("the executors have another jar than the driver", e);
      }
      inputs = all;
    }
    return all.get(number);
  }
}
