package ouroboros.text.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;

class BlockCodecPropertyTest {
  @Provide
  Arbitrary<SentenceBlock> blocks() {
    Arbitrary<int[]> sentence =
        Arbitraries.integers().between(0, 5_000_000).array(int[].class).ofMinSize(1).ofMaxSize(9);
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> period =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-3000, 3000), Arbitraries.just(Integer.MIN_VALUE));
    return Combinators.combine(
            Arbitraries.longs().between(0, Long.MAX_VALUE / 2),
            Combinators.combine(sentence, small, period, small, small)
                .as(
                    (tokens, stratum, year, document, paragraph) ->
                        new Object[] {tokens, stratum, year, document, paragraph})
                .list()
                .ofMinSize(1)
                .ofMaxSize(20))
        .as(
            (first, sentences) -> {
              SentenceBlockBuilder builder = new SentenceBlockBuilder();
              builder.startAt(first);
              int document = 0;
              int paragraph = 0;
              for (Object[] each : sentences) {
                int[] tokens = (int[]) each[0];
                builder.tokens(tokens, 0, tokens.length);
                document += (Integer) each[3];
                paragraph += (Integer) each[4];
                builder.endSentence((Integer) each[1], (Integer) each[2], document, paragraph);
              }
              return builder.build();
            });
  }

  @Property(tries = 300)
  void comesBackAsItWas(@ForAll("blocks") SentenceBlock block) {
    assertSame(block, BlockCodec.decode(BlockCodec.encode(block)));
  }

  @Property(tries = 100)
  void comesBackFromAFile(@ForAll("blocks") SentenceBlock block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BlockFileWriter writer = new BlockFileWriter(bytes, Part.REAL, "real-0");
    writer.write(block);
    writer.close();
    BlockFile file = BlockFile.of(writer.file().toBytes());
    assertThat(file.size()).isEqualTo(bytes.size());
    assertThat(file.sentences()).containsExactly(block.sentences());
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    in.skipNBytes(BlockFrame.firstOffset());
    assertSame(block, BlockFrame.read(in, file.lengths().get(0)));
    assertThat(in.read()).isEqualTo(-1);
  }

  @Property(tries = 300)
  void everyFlippedBitIsFound(
      @ForAll("blocks") SentenceBlock block, @ForAll int at, @ForAll int bit) {
    byte[] frame = BlockFrame.around(BlockCodec.encode(block));
    frame[Math.floorMod(at, frame.length)] ^= (byte) (1 << Math.floorMod(bit, 8));
    assertThat(catchThrowable(() -> BlockFrame.read(new ByteArrayInputStream(frame), frame.length)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("a damaged block");
  }

  @Property(tries = 100)
  void piecesMakeTheWhole(@ForAll("blocks") SentenceBlock block, @ForAll int at) {
    int cut = Math.floorMod(at, block.sentences() + 1);
    SentenceBlock whole =
        cut == 0 || cut == block.sentences()
            ? SentenceBlock.concat(List.of(block))
            : SentenceBlock.concat(
                List.of(slice(block, 0, cut), slice(block, cut, block.sentences())));
    assertThat(BlockCodec.encode(whole)).isEqualTo(BlockCodec.encode(block));
  }

  private static SentenceBlock slice(SentenceBlock block, int from, int to) {
    SentenceBlockBuilder builder = new SentenceBlockBuilder();
    builder.startAt(block.first() + from);
    for (int i = from; i < to; i++) {
      builder.tokens(block.tokens(), block.start(i), block.end(i));
      builder.endSentence(block.stratum(i), block.period(i), block.document(i), block.paragraph(i));
    }
    return builder.build();
  }

  private static void assertSame(SentenceBlock wanted, SentenceBlock found) {
    assertThat(found.first()).isEqualTo(wanted.first());
    assertThat(found.sentences()).isEqualTo(wanted.sentences());
    for (int i = 0; i < wanted.sentences(); i++) {
      assertThat(found.sentence(i)).isEqualTo(wanted.sentence(i));
      assertThat(found.stratum(i)).isEqualTo(wanted.stratum(i));
      assertThat(found.period(i)).isEqualTo(wanted.period(i));
      assertThat(found.document(i)).isEqualTo(wanted.document(i));
      assertThat(found.paragraph(i)).isEqualTo(wanted.paragraph(i));
    }
  }
}
