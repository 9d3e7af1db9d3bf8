package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ouroboros.text.prepared.VocabularyFile;

class VocabularyTest {
  private static VocabularyBuilder filled(int minCount, @Nullable Integer most) {
    VocabularyBuilder builder = new VocabularyBuilder(minCount, most);
    builder.add("reserve-often", 0, 9);
    builder.add("b", 3, 0);
    builder.add("a", 3, 1);
    builder.add("rare", 1, 0);
    builder.add("reserve-only", 0, 2);
    builder.add("the", 5, 5);
    return builder;
  }

  @Test
  void typesOfRComeFirstByCountThenWord() {
    Vocabulary vocabulary = filled(1, null).build(4, 12);
    assertThat(vocabulary.words())
        .containsExactly(
            "<unk>", "<s>", "</s>", "the", "a", "b", "rare", "reserve-often", "reserve-only");
    assertThat(vocabulary.realEnd()).isEqualTo(7);
    assertThat(vocabulary.realTypes()).isEqualTo(4);
    assertThat(vocabulary.realCount(Vocabulary.UNK)).isZero();
    assertThat(vocabulary.realCount(Vocabulary.EOS)).isEqualTo(4);
    assertThat(vocabulary.id("rare")).isEqualTo(6);
    assertThat(vocabulary.id("never seen")).isEqualTo(Vocabulary.UNK);
  }

  @Test
  void rareTypesBecomeUnknown() {
    Vocabulary vocabulary = filled(3, null).build(4, 12);
    assertThat(vocabulary.words())
        .containsExactly("<unk>", "<s>", "</s>", "the", "a", "b", "reserve-often");
    assertThat(vocabulary.realCount(Vocabulary.UNK)).isEqualTo(1);
  }

  @Test
  void theMostFrequentOfBothPartsStay() {
    VocabularyBuilder builder = filled(1, 3);
    assertThat(builder.beyond()).isEqualTo(3);
    Vocabulary vocabulary = builder.build(4, 12);
    assertThat(vocabulary.words())
        .containsExactly("<unk>", "<s>", "</s>", "the", "a", "reserve-often");
    assertThat(vocabulary.realCount(Vocabulary.UNK)).isEqualTo(4);
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> new VocabularyBuilder(0, null))
        .hasMessage("min-count is 0; it must be at least 1");
    assertThatThrownBy(() -> new VocabularyBuilder(1, 0))
        .hasMessage("max-vocabulary is 0; it must be at least 1");
  }

  @Test
  void aFileGivesItBack() throws IOException {
    VocabularyBuilder builder = new VocabularyBuilder(1, null);
    for (String word :
        new String[] {"#", "\\<s>", "é", "👩‍👩‍👧", "\u001C", "\"", "a\"b", "\uFFFD"}) {
      builder.add(word, 2, 0);
    }
    Vocabulary vocabulary = builder.build(3, 16);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VocabularyFile.write(vocabulary, bytes);
    Vocabulary read = VocabularyFile.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(read.words()).isEqualTo(vocabulary.words());
    for (int id = 0; id < vocabulary.size(); id++) {
      assertThat(read.realCount(id)).isEqualTo(vocabulary.realCount(id));
    }
  }

  @Test
  void aFileThatWasCutOffIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VocabularyFile.write(filled(1, null).build(4, 12), bytes);
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), 50);
    assertThatThrownBy(() -> VocabularyFile.read(new ByteArrayInputStream(cut)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("cut off or damaged: 9 types announced");
    assertThatThrownBy(() -> VocabularyFile.read(new ByteArrayInputStream(new byte[] {'x'})))
        .hasMessageContaining("not a vocabulary of version 1");
  }
}
