package ouroboros.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import ouroboros.experiment.SealedFile;
import ouroboros.metric.ExclusiveTypes;
import ouroboros.metric.GroupedCounts;
import ouroboros.metric.Novelty;
import ouroboros.metric.OwnEntropy;
import ouroboros.metric.PairHistogram;
import ouroboros.metric.RangeCounts;
import ouroboros.metric.SentenceCounts;
import ouroboros.metric.SentenceTotals;
import ouroboros.metric.StrataModel;
import ouroboros.metric.VocabularyGrowth;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.DocumentBlock;
import ouroboros.mixture.VectorBlock;
import ouroboros.ngram.CountCodec;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.HeldOutCounts;
import ouroboros.ngram.KeyLayout;
import ouroboros.ngram.UnigramLevel;
import ouroboros.ngram.Walkers;
import ouroboros.safeguard.PassedBlocks;

/**
 * Every class that our jobs move between JVMs, each with the bytes it takes. Runs have their own
 * packed form; what tells a task what to do is small and travels as {@link OwnObjects}.
 */
public final class OuroborosRegistrator implements KryoRegistrator {
  /** What MLlib sends and does not register itself. */
  private static final List<String> MLLIB =
      List.of(
          "breeze.linalg.DenseMatrix$mcD$sp",
          "breeze.linalg.DenseVector$mcD$sp",
          "[Lbreeze.linalg.DenseVector;",
          "[Lbreeze.linalg.DenseMatrix;",
          "[Lbreeze.linalg.Vector;",
          "[Lscala.Tuple3;",
          "org.apache.spark.mllib.clustering.GaussianMixture",
          "org.apache.spark.mllib.clustering.ExpectationSum",
          "org.apache.spark.mllib.feature.VocabWord",
          "[Lorg.apache.spark.mllib.feature.VocabWord;",
          "org.apache.spark.mllib.stat.distribution.MultivariateGaussian",
          "[Lorg.apache.spark.mllib.stat.distribution.MultivariateGaussian;",
          "scala.reflect.ManifestFactory$ObjectManifest");

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(KeyLayout.class, new LayoutSerializer());
    kryo.register(CountRun.class, new RunSerializer());
    kryo.register(CountRun[].class);
    kryo.register(Slice.class, new SliceSerializer());
    kryo.register(Walkers.class, new WalkersSerializer());
    kryo.register(Travel.class, new TravelSerializer());
    kryo.register(Counted.Range.class, new RangeSerializer());
    kryo.register(DrawTask.class, new OwnObjects<>());
    kryo.register(Steps.Merge.class, new OwnObjects<>());
    kryo.register(Steps.Amount.class, new OwnObjects<>());
    kryo.register(PassedBlocks.class, new OwnObjects<>());
    kryo.register(BlockTask.class, new OwnObjects<>());
    kryo.register(ShowTask.class, new OwnObjects<>());
    kryo.register(ShowTask.Shown.class, new OwnObjects<>());
    kryo.register(UnigramLevel.class, new OwnObjects<>());
    kryo.register(VectorBlock.class, new OwnObjects<>());
    kryo.register(BagBlock.class, new OwnObjects<>());
    kryo.register(DocumentBlock.class, new OwnObjects<>());
    kryo.register(byte[][].class);
    Preparation.kryoClasses().forEach(kryo::register);
    kryo.register(RangeCounts.class);
    kryo.register(RunTask.class, new OwnObjects<>());
    kryo.register(StrataModel.class);
    kryo.register(OwnEntropy.class);
    kryo.register(SentenceCounts.class);
    kryo.register(SentenceTotals.class);
    kryo.register(VocabularyGrowth.class);
    kryo.register(Novelty.class);
    kryo.register(Yardstick.class);
    kryo.register(ExclusiveTypes.class);
    kryo.register(Novelty.Unknown.class);
    kryo.register(PairHistogram.class);
    kryo.register(PairHistogram[].class);
    kryo.register(PairHistogram[][].class);
    kryo.register(GroupedCounts.class);
    kryo.register(HeldOut.class);
    HeldOut.nested().forEach(kryo::register);
    kryo.register(HeldOutCounts.class);
    HeldOutCounts.nested().forEach(kryo::register);
    kryo.register(int[][].class);
    kryo.register(long[][].class);
    kryo.register(double[].class);
    MLLIB.forEach(name -> kryo.register(named(name, kryo.getClassLoader())));
    kryo.register(double[][].class);
    kryo.register(Object[].class);
  }

  private static Class<?> named(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Spark has another MLlib: no " + name, e);
    }
  }

  private static final class LayoutSerializer extends Serializer<KeyLayout> {
    LayoutSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, KeyLayout layout) {
      out.writeByte(layout.order());
      out.writeByte(layout.bits());
    }

    @Override
    public KeyLayout read(Kryo kryo, Input in, Class<KeyLayout> type) {
      int order = in.readByte();
      return KeyLayout.ofBits(order, in.readByte());
    }
  }

  private static final class RunSerializer extends Serializer<CountRun> {
    RunSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, CountRun run) {
      try {
        CountCodec.write(run, new DataOutputStream(out));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CountRun read(Kryo kryo, Input in, Class<CountRun> type) {
      try {
        return CountCodec.read(new DataInputStream(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class SliceSerializer extends Serializer<Slice> {
    SliceSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, Slice slice) {
      out.writeVarLong(slice.truncated(), true);
      kryo.writeObject(out, slice.run());
      SentenceMeasure.Part sentences = slice.sentences();
      out.writeBoolean(sentences != null);
      if (sentences != null) {
        kryo.writeObject(out, sentences.hashes());
        kryo.writeObject(out, sentences.totals());
      }
    }

    @Override
    public Slice read(Kryo kryo, Input in, Class<Slice> type) {
      long truncated = in.readVarLong(true);
      CountRun run = kryo.readObject(in, CountRun.class);
      return new Slice(run, truncated, in.readBoolean() ? part(kryo, in) : null);
    }
  }

  private static SentenceMeasure.Part part(Kryo kryo, Input in) {
    CountRun hashes = kryo.readObject(in, CountRun.class);
    return new SentenceMeasure.Part(hashes, kryo.readObject(in, SentenceTotals.class));
  }

  private static void write(Output out, SealedFile file) {
    out.writeString(file.name());
    out.writeVarLong(file.bytes(), true);
    out.writeString(file.sha256());
  }

  private static SealedFile file(Input in) {
    return new SealedFile(in.readString(), in.readVarLong(true), in.readString());
  }

  private static final class WalkersSerializer extends Serializer<Walkers> {
    @Override
    public void write(Kryo kryo, Output out, Walkers walkers) {
      int[] tokens = walkers.tokens();
      out.writeVarInt(walkers.size(), true);
      out.writeVarInt(tokens.length, true);
      out.writeLongs(walkers.units());
      out.writeInts(walkers.facts());
      out.writeInts(tokens);
    }

    @Override
    public Walkers read(Kryo kryo, Input in, Class<Walkers> type) {
      int size = in.readVarInt(true);
      int tokens = in.readVarInt(true);
      return Walkers.of(in.readLongs(size), in.readInts(3 * size), in.readInts(tokens));
    }
  }

  private static final class TravelSerializer extends Serializer<Travel> {
    TravelSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, Travel travel) {
      kryo.writeObjectOrNull(out, travel.walkers(), Walkers.class);
      kryo.writeObjectOrNull(out, travel.slice(), Slice.class);
    }

    @Override
    public Travel read(Kryo kryo, Input in, Class<Travel> type) {
      return new Travel(
          kryo.readObjectOrNull(in, Walkers.class), kryo.readObjectOrNull(in, Slice.class));
    }
  }

  private static final class RangeSerializer extends Serializer<Counted.Range> {
    RangeSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, Counted.Range range) {
      OuroborosRegistrator.write(out, range.file());
      out.writeVarLong(range.entries(), true);
      out.writeVarLong(range.tokens(), true);
      out.writeVarLong(range.sentences(), true);
      out.writeVarLong(range.truncated(), true);
      kryo.writeObjectOrNull(out, range.measured().counts(), RangeCounts.class);
      kryo.writeObjectOrNull(out, range.measured().heldOut(), HeldOutCounts.class);
      SentenceMeasure.Range whole = range.whole();
      kryo.writeObjectOrNull(out, whole == null ? null : whole.counts(), SentenceCounts.class);
      if (whole != null) {
        out.writeBoolean(whole.file() != null);
        if (whole.file() != null) {
          OuroborosRegistrator.write(out, whole.file());
        }
      }
    }

    @Override
    public Counted.Range read(Kryo kryo, Input in, Class<Counted.Range> type) {
      Counted.Range range =
          new Counted.Range(
              file(in),
              in.readVarLong(true),
              in.readVarLong(true),
              in.readVarLong(true),
              in.readVarLong(true),
              new ScanRequest.Range(
                  kryo.readObjectOrNull(in, RangeCounts.class),
                  kryo.readObjectOrNull(in, HeldOutCounts.class)),
              null);
      SentenceCounts whole = kryo.readObjectOrNull(in, SentenceCounts.class);
      return whole == null
          ? range
          : range.with(new SentenceMeasure.Range(whole, in.readBoolean() ? file(in) : null));
    }
  }
}
