package ouroboros.spark.cluster;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;

/**
 * Small objects of this program in Java's serialized form, which supports records; Kryo's own form
 * does not. A filter on reading admits the classes of this program, values and collections of the
 * JDK, references to broadcasts, and nothing else. So foreign bytes cannot create an object of any
 * other class on the class path.
 */
public final class OwnObjects<T> extends Serializer<T> {
  private static final ObjectInputFilter ADMITTED =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=64;ouroboros.**;java.lang.*;java.lang.invoke.SerializedLambda;java.util.**"
              + ";org.apache.spark.broadcast.*;org.apache.spark.storage.*;scala.reflect.**"
              // Parts of the class tag of a broadcast: no prefix, no type arguments.
              + ";scala.Option;scala.None$;scala.runtime.ModuleSerializationProxy"
              + ";scala.collection.generic.DefaultSerializationProxy"
              + ";scala.collection.IterableFactory$ToFactory"
              + ";scala.collection.immutable.List$;scala.collection.immutable.Nil$;!*");

  public OwnObjects() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream object = new ObjectOutputStream(bytes)) {
      object.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.writeVarInt(bytes.size(), true);
    out.writeBytes(bytes.toByteArray());
  }

  @Override
  public T read(Kryo kryo, Input in, Class<T> type) {
    byte[] bytes = in.readBytes(in.readVarInt(true));
    try (ObjectInputStream object = filtered(bytes, kryo.getClassLoader())) {
      return type.cast(object.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the executors have another jar than the driver", e);
    }
  }

  /** Reads objects under the filter. */
  static ObjectInputStream filtered(byte[] bytes, ClassLoader loader) throws IOException {
    return new Filtered(bytes, loader);
  }

  private static final class Filtered extends ObjectInputStream {
    private final ClassLoader loader;

    Filtered(byte[] bytes, ClassLoader loader) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.loader = loader;
      setObjectInputFilter(ADMITTED);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
      return Class.forName(description.getName(), false, loader);
    }
  }
}
