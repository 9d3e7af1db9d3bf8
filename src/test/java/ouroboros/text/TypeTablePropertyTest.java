package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TypeTablePropertyTest {
  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.strings().withChars("abBC").ofMaxLength(5).list().ofMaxSize(500);
  }

  @Property(tries = 200)
  void numbersAreThoseOfAMap(@ForAll("words") List<String> words) {
    TypeTable table = new TypeTable(1);
    Map<String, Integer> map = new HashMap<>();
    for (String word : words) {
      int wanted = map.computeIfAbsent(word, key -> map.size());
      assertThat(table.add("<" + word + ">", 1, 1 + word.length())).isEqualTo(wanted);
    }
    assertThat(table.size()).isEqualTo(map.size());
    map.forEach(
        (word, id) -> {
          assertThat(table.word(id)).isEqualTo(word);
          assertThat(table.find(word, 0, word.length())).isEqualTo(id);
        });
    assertThat(table.find("never", 0, 5)).isEqualTo(-1);
  }
}
