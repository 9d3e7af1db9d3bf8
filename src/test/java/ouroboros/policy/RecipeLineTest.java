package ouroboros.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the default locale")
class RecipeLineTest {
  /** Manifests hold this text, and the check of the ledger reads it. */
  @Test
  void theSealedTextIsTheSameUnderALocaleWithDigitsOfItsOwn() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(RecipeLine.whole(new Source.Synthetic(3), 25))
          .hasToString(
              "Part[source=Synthetic[generation=3], take=Whole[], units=25, weight=1048576]");
    } finally {
      Locale.setDefault(before);
    }
  }
}
