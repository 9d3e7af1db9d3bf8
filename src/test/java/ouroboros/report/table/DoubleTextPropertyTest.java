package ouroboros.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Fixed jqwik seed 42: the same cases each time, so no false alarms. */
class DoubleTextPropertyTest {
  @Property(seed = "42", tries = 20_000)
  void readsBackAndIsNeverLongerThanJavas(@ForAll long bits) {
    double x = Double.longBitsToDouble(bits);
    if (!Double.isNaN(x)) {
      check(x);
    }
  }

  @Property(seed = "42", tries = 20_000)
  void readsBackInOrdinaryRanges(@ForAll long bits) {
    check((bits >>> 11) * 0x1p-53);
    check((bits >> 11) * 0x1p-20);
  }

  private static void check(double x) {
    String text = DoubleText.of(x);
    assertThat(Double.parseDouble(text)).isEqualTo(x);
    assertThat(text.length()).isLessThanOrEqualTo(Double.toString(x).length());
  }
}
