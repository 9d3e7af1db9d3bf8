package ouroboros.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.dating.NgramTokens;
import ouroboros.dating.RareRepeats;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.count.ExclusiveTypes;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.metric.count.PairHistogram;
import ouroboros.metric.count.RangeCounts;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.metric.sentence.SentenceTallies;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.metric.sentence.StrataModel;
import ouroboros.metric.sentence.VocabularyGrowth;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.DocumentBlock;
import ouroboros.mixture.VectorBlock;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.OpenGroups;
import ouroboros.ngram.estimate.UnigramLevel;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.PoolUnits;
import ouroboros.spark.ancestry.LocateTask;
import ouroboros.spark.ancestry.RedrawTask;
import ouroboros.spark.cluster.OwnObjects;
import ouroboros.spark.cluster.SharedInputs;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.NovelGramsTask;
import ouroboros.spark.count.PopulationRounds;
import ouroboros.spark.count.ReferenceScan;
import ouroboros.spark.count.SampleSentencesTask;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.count.SentenceMeasure;
import ouroboros.spark.count.ShardMessage;
import ouroboros.spark.count.ShuffledCounts;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GatedTask;
import ouroboros.spark.draw.GuardedTask;
import ouroboros.spark.draw.PooledCorpus;
import ouroboros.spark.draw.PopulationTask;
import ouroboros.spark.draw.RevisedTask;
import ouroboros.spark.draw.RunTask;
import ouroboros.spark.draw.WeighedTask;
import ouroboros.spark.draw.WordsTask;
import ouroboros.spark.prepare.Preparation;
import ouroboros.spark.text.BlockTask;
import ouroboros.spark.text.ReplacementTask;

/**
 * Registers every class that the jobs send between JVMs, with its serialized form. Count runs have
 * a packed form of their own. The small objects that tell a task what to do are sent as {@link
 * OwnObjects}.
 */
public final class OuroborosRegistrator implements KryoRegistrator {
  /** Classes that MLlib sends and does not register itself. */
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
    kryo.register(ShuffledCounts.class, new SliceSerializer());
    kryo.register(UnfinishedSentences.class, new WalkersSerializer());
    kryo.register(ShardMessage.class, new TravelSerializer());
    kryo.register(ScannedTable.Range.class, new RangeSerializer());
    kryo.register(ScannedTable.Range[].class);
    kryo.register(SharedInputs.class, new OwnObjects<>());
    kryo.register(DrawTask.class, new OwnObjects<>());
    kryo.register(PopulationTask.class, new OwnObjects<>());
    kryo.register(PopulationRounds.Place.class, new OwnObjects<>());
    kryo.register(PopulationRounds.Moved.class, new OwnObjects<>());
    kryo.register(CountJobs.Merge.class, new OwnObjects<>());
    kryo.register(GateJobs.TextAmount.class, new OwnObjects<>());
    kryo.register(PassedBlocks.class, new OwnObjects<>());
    kryo.register(PassedBlocks.Part.class, new OwnObjects<>());
    kryo.register(GateJobs.Dropped.class, new OwnObjects<>());
    kryo.register(GateJobs.Fates.class, new OwnObjects<>());
    kryo.register(GateJobs.Sentences.class, new OwnObjects<>());
    kryo.register(NovelGramsTask.class, new OwnObjects<>());
    kryo.register(NovelGramsTask.Found.class, new OwnObjects<>());
    kryo.register(GatedTask.class, new OwnObjects<>());
    kryo.register(GuardedTask.class, new OwnObjects<>());
    kryo.register(PoolUnits.class, new OwnObjects<>());
    kryo.register(PooledCorpus.Chosen.class, new OwnObjects<>());
    kryo.register(RevisedTask.class, new OwnObjects<>());
    kryo.register(WeighedTask.class, new OwnObjects<>());
    kryo.register(WordsTask.class, new OwnObjects<>());
    kryo.register(BlockTask.class, new OwnObjects<>());
    kryo.register(ReplacementTask.class, new OwnObjects<>());
    kryo.register(SampleSentencesTask.class, new OwnObjects<>());
    kryo.register(SampleSentencesTask.Shown.class, new OwnObjects<>());
    kryo.register(AskedNgrams.class, new OwnObjects<>());
    kryo.register(RedrawTask.class, new OwnObjects<>());
    kryo.register(LocateTask.class, new OwnObjects<>());
    kryo.register(UnigramLevel.class, new OwnObjects<>());
    kryo.register(VectorBlock.class, new OwnObjects<>());
    kryo.register(BagBlock.class, new OwnObjects<>());
    kryo.register(DocumentBlock.class, new OwnObjects<>());
    kryo.register(byte[][].class);
    Preparation.kryoClasses().forEach(kryo::register);
    kryo.register(String[].class, new WordsSerializer());
    kryo.register(RangeCounts.class);
    kryo.register(RunTask.class, new OwnObjects<>());
    kryo.register(StrataModel.class);
    kryo.register(OwnEntropy.class);
    kryo.register(SentenceCounts.class);
    kryo.register(SentenceTotals.class);
    kryo.register(SentenceTallies.class, new OwnObjects<>());
    kryo.register(SentencePlan.Compared.class, new OwnObjects<>());
    kryo.register(VocabularyGrowth.class);
    kryo.register(Novelty.class);
    kryo.register(ReferenceScan.class);
    kryo.register(ExclusiveTypes.class);
    kryo.register(Novelty.Unknown.class);
    kryo.register(PairHistogram.class);
    kryo.register(PairHistogram[].class);
    kryo.register(PairHistogram[][].class);
    kryo.register(GroupedCounts.class);
    kryo.register(OpenGroups.class, new OwnObjects<>());
    kryo.register(RareRepeats.class);
    kryo.register(NgramTokens.class, new OwnObjects<>());
    kryo.register(NgramTokens[].class);
    kryo.register(HeldOut.class);
    HeldOut.nested().forEach(kryo::register);
    kryo.register(HeldOutCounts.class, new HeldOutSerializer());
    kryo.register(int[][].class);
    kryo.register(long[][].class);
    kryo.register(double[].class);
    SqlClasses.register(kryo);
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

  /**
   * Strings as they are. Kryo would look for each of them among all that were written before, which
   * takes longer than everything else with a vocabulary of millions of words.
   */
  private static final class WordsSerializer extends Serializer<String[]> {
    WordsSerializer() {
      super(false, false);
    }

    @Override
    public void write(Kryo kryo, Output out, String[] words) {
      out.writeVarInt(words.length, true);
      for (String word : words) {
        out.writeString(word);
      }
    }

    @Override
    public String[] read(Kryo kryo, Input in, Class<String[]> type) {
      String[] words = new String[in.readVarInt(true)];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.readString();
      }
      return words;
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

  private static final class HeldOutSerializer extends Serializer<HeldOutCounts> {
    HeldOutSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, HeldOutCounts counts) {
      try {
        counts.write(new DataOutputStream(out));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public HeldOutCounts read(Kryo kryo, Input in, Class<HeldOutCounts> type) {
      try {
        return HeldOutCounts.read(new DataInputStream(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class SliceSerializer extends Serializer<ShuffledCounts> {
    SliceSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, ShuffledCounts slice) {
      out.writeVarLong(slice.truncated(), true);
      kryo.writeObject(out, slice.run());
      kryo.writeObjectOrNull(out, slice.judged(), PassedBlocks.Part.class);
      out.writeByte(slice.place().number());
      SentenceMeasure.Part sentences = slice.sentences();
      out.writeBoolean(sentences != null);
      if (sentences != null) {
        kryo.writeObject(out, sentences.hashes());
        kryo.writeObject(out, sentences.totals());
      }
    }

    @Override
    public ShuffledCounts read(Kryo kryo, Input in, Class<ShuffledCounts> type) {
      long truncated = in.readVarLong(true);
      CountRun run = kryo.readObject(in, CountRun.class);
      PassedBlocks.Part judged = kryo.readObjectOrNull(in, PassedBlocks.Part.class);
      GuardedTask.Place place = GuardedTask.Place.of(in.readByte());
      return new ShuffledCounts(
          run, truncated, judged, in.readBoolean() ? part(kryo, in) : null, place);
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

  private static final class WalkersSerializer extends Serializer<UnfinishedSentences> {
    @Override
    public void write(Kryo kryo, Output out, UnfinishedSentences walkers) {
      int[] tokens = walkers.tokens();
      out.writeVarInt(walkers.size(), true);
      out.writeVarInt(tokens.length, true);
      out.writeLongs(walkers.units());
      out.writeInts(walkers.facts());
      out.writeInts(tokens);
    }

    @Override
    public UnfinishedSentences read(Kryo kryo, Input in, Class<UnfinishedSentences> type) {
      int size = in.readVarInt(true);
      int tokens = in.readVarInt(true);
      return UnfinishedSentences.of(in.readLongs(size), in.readInts(3 * size), in.readInts(tokens));
    }
  }

  private static final class TravelSerializer extends Serializer<ShardMessage> {
    TravelSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, ShardMessage travel) {
      kryo.writeObjectOrNull(out, travel.walkers(), UnfinishedSentences.class);
      kryo.writeObjectOrNull(out, travel.slice(), ShuffledCounts.class);
    }

    @Override
    public ShardMessage read(Kryo kryo, Input in, Class<ShardMessage> type) {
      return new ShardMessage(
          kryo.readObjectOrNull(in, UnfinishedSentences.class),
          kryo.readObjectOrNull(in, ShuffledCounts.class));
    }
  }

  private static final class RangeSerializer extends Serializer<ScannedTable.Range> {
    RangeSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output out, ScannedTable.Range range) {
      OuroborosRegistrator.write(out, range.file());
      out.writeVarLong(range.entries(), true);
      out.writeVarLong(range.tokens(), true);
      out.writeVarLong(range.sentences(), true);
      out.writeVarLong(range.truncated(), true);
      kryo.writeObjectOrNull(out, range.measured().counts(), RangeCounts.class);
      kryo.writeObjectOrNull(out, range.measured().heldOut(), HeldOutCounts.class);
      write(out, range.measured().open().ofText());
      write(out, range.measured().open().ofTest());
      kryo.writeObjectOrNull(out, range.judged(), PassedBlocks.class);
      SentenceMeasure.Range whole = range.whole();
      kryo.writeObjectOrNull(out, whole == null ? null : whole.counts(), SentenceCounts.class);
      if (whole != null) {
        out.writeBoolean(whole.file() != null);
        if (whole.file() != null) {
          OuroborosRegistrator.write(out, whole.file());
        }
      }
    }

    private static void write(Output out, OpenGroups open) {
      out.writeVarInt(open.groups().size(), true);
      for (OpenGroups.Group group : open.groups()) {
        out.writeVarInt(group.key().length, true);
        out.writeLongs(group.key());
        out.writeVarInt(group.n(), true);
        out.writeVarInt(group.kind(), true);
        out.writeLong(group.real());
        out.writeLong(group.subject());
        out.writeLong(group.other());
        out.writeVarInt(group.left(), true);
        out.writeVarInt(group.sums().length, true);
        out.writeLongs(group.sums());
      }
    }

    private static OpenGroups openGroups(Input in) {
      List<OpenGroups.Group> groups = new ArrayList<>();
      for (int size = in.readVarInt(true); size > 0; size--) {
        groups.add(
            new OpenGroups.Group(
                in.readLongs(in.readVarInt(true)),
                in.readVarInt(true),
                in.readVarInt(true),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readVarInt(true),
                in.readLongs(in.readVarInt(true))));
      }
      return groups.isEmpty() ? OpenGroups.NONE : new OpenGroups(groups);
    }

    @Override
    public ScannedTable.Range read(Kryo kryo, Input in, Class<ScannedTable.Range> type) {
      ScannedTable.Range range =
          new ScannedTable.Range(
              file(in),
              in.readVarLong(true),
              in.readVarLong(true),
              in.readVarLong(true),
              in.readVarLong(true),
              new ScanRequest.Range(
                  kryo.readObjectOrNull(in, RangeCounts.class),
                  kryo.readObjectOrNull(in, HeldOutCounts.class),
                  new ScanRequest.Open(openGroups(in), openGroups(in))),
              null,
              kryo.readObjectOrNull(in, PassedBlocks.class));
      SentenceCounts whole = kryo.readObjectOrNull(in, SentenceCounts.class);
      return whole == null
          ? range
          : range.with(new SentenceMeasure.Range(whole, in.readBoolean() ? file(in) : null));
    }
  }
}
