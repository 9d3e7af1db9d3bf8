package ouroboros.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objenesis.strategy.StdInstantiatorStrategy;
import ouroboros.inference.Moments;
import ouroboros.metric.GoldPairs;

class PairHistogramTest {
  @Test
  void isSortedByRealCountThenSubjectCount() {
    List<long[]> shuffled = new ArrayList<>(GoldPairs.ROWS);
    Collections.shuffle(shuffled, new Random(1));
    PairHistogram h = GoldPairs.of(shuffled);

    assertThat(h).isEqualTo(GoldPairs.histogram()).hasSameHashCodeAs(GoldPairs.histogram());
    for (int i = 0; i < h.size(); i++) {
      assertThat(new long[] {h.real(i), h.subject(i), h.types(i)}).isEqualTo(GoldPairs.ROWS.get(i));
    }
  }

  @Test
  void totalsAreThoseOfTheRows() {
    PairHistogram h = GoldPairs.histogram();
    assertThat(h.realTokens()).isEqualTo(5299);
    assertThat(h.subjectTokens()).isEqualTo(4272);
    assertThat(h.realTypes()).isEqualTo(21);
    assertThat(h.subjectTypes()).isEqualTo(18);
    assertThat(h.sharedTypes()).isEqualTo(15);
    assertThat(h.lostTokens()).isEqualTo(7);
    assertThat(h.subjectCounts().types()).isEqualTo(18);
    assertThat(h.subjectCounts().hapaxes()).isEqualTo(6);
    assertThat(h.realCounts().hapaxes()).isEqualTo(11);
  }

  @Test
  void holdsManySparsePairs() {
    PairCounter counter = new PairCounter();
    for (int pass = 0; pass < 2; pass++) {
      for (long i = 0; i < 20_000; i++) {
        counter.add(i * i, (1L << 40) + i);
      }
    }
    PairHistogram h = counter.histogram();
    assertThat(h.size()).isEqualTo(20_000);
    for (int i = 0; i < h.size(); i++) {
      assertThat(h.real(i)).isEqualTo((long) i * i);
      assertThat(h.subject(i)).isEqualTo((1L << 40) + i);
      assertThat(h.types(i)).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatIsNoType() {
    PairCounter counter = new PairCounter();
    assertThatThrownBy(() -> counter.add(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pair (0, 0) x 1: counts must be >= 0, one of them >= 1, and types >= 1");
    assertThatThrownBy(() -> counter.add(3, -1)).hasMessageContaining("pair (3, -1)");
    assertThatThrownBy(() -> counter.add(1L << 40, 2, 0)).hasMessageContaining("x 0");
  }

  @Test
  void refusesTotalsBeyondLong() {
    PairCounter counter = new PairCounter();
    counter.add(Long.MAX_VALUE, 1, 2);
    assertThatThrownBy(() -> counter.histogram().realTokens())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void survivesKryoAndJavaSerialization() throws Exception {
    PairHistogram h = GoldPairs.histogram();
    Kryo kryo = new Kryo();
    kryo.setInstantiatorStrategy(
        new Kryo.DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    Output output = new Output(1024, -1);
    kryo.writeObject(output, h);
    kryo.writeObject(output, Moments.EMPTY.plus(3));
    Input input = new Input(output.toBytes());
    assertThat(kryo.readObject(input, PairHistogram.class)).isEqualTo(h);
    assertThat(kryo.readObject(input, Moments.class).mean()).hasValue(3);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(h);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(h);
    }
  }
}
