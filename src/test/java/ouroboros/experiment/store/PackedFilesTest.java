package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.text.Sha256;

/** Packed files are the same list in JSON, in Java's serialized form and to equals. */
class PackedFilesTest {
  private static List<SealedFile> files(int many, String name) {
    return IntStream.range(0, many)
        .mapToObj(i -> new SealedFile(name + i, (long) i << 33, hash(name + i)))
        .toList();
  }

  private static String hash(String text) {
    var digest = Sha256.digest();
    digest.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Sha256.hex(digest);
  }

  @Test
  void aTableOfManyFilesIsWhatItWas() throws IOException, ClassNotFoundException {
    JsonMapper json = JsonMapper.builder().build();
    for (String name : List.of("cells/000-a/r0000/g00001/S-", "", "cells/\uD83D\uDE00\u00e4-")) {
      List<SealedFile> files = files(1000, name);
      List<SealedFile> packed = PackedFiles.of(files);
      assertThat(packed).isInstanceOf(PackedFiles.class).isEqualTo(files);
      assertThat(files).isEqualTo(packed).hasSameHashCodeAs(packed);
      CountTable table = new CountTable(files, 1, 2, 3, 1);
      assertThat(json.readValue(json.writeValueAsString(table), CountTable.class)).isEqualTo(table);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(table);
      }
      assertThat(bytes.size()).isLessThan(100 * files.size());
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(table);
      }
      List<SealedFile> other = new ArrayList<>(files);
      other.set(999, new SealedFile(name + "999", 1, hash("other")));
      assertThat(PackedFiles.of(other)).isNotEqualTo(packed);
    }
  }

  @Test
  void fewFilesAndOtherHashesStayAsTheyAre() {
    List<SealedFile> few = files(255, "a");
    assertThat(PackedFiles.of(few)).isSameAs(few);
    List<SealedFile> other = new ArrayList<>(files(300, "a"));
    other.set(7, new SealedFile("a7", 1, "0"));
    assertThat(PackedFiles.of(other)).isSameAs(other);
  }

  @Test
  void tablesThatAreTheSameAreKeptOnce() {
    CountTable made = new CountTable(files(300, "a"), 1, 2, 3, 1);
    CountTable read = new CountTable(files(300, "a"), 1, 2, 3, 1);
    assertThat(GenerationFiles.ofCounts(made, read, null).training()).isSameAs(made);
  }
}
