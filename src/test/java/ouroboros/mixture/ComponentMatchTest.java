package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.algebra.GaussianComponent;
import ouroboros.metric.Gold;
import ouroboros.model.Covariance;

class ComponentMatchTest {
  private static GaussianComponent at(double weight, double mean, double variance) {
    return GaussianComponent.of(weight, new double[] {mean}, new double[] {variance}, 0);
  }

  @Test
  void theDistanceIsThatOfBhattacharyya() {
    GaussianMixture one = new GaussianMixture(List.of(at(1, 0, 1)));
    GaussianMixture other = new GaussianMixture(List.of(at(1, 3, 4)));
    // 9 / 2.5 / 8 + ln(2.5 / 2) / 2
    assertThat(one.distance(0, other, 0)).isCloseTo(0.45 + StrictMath.log(1.25) / 2, within(1e-14));
    assertThat(one.distance(0, one, 0)).isZero();
  }

  /** H = scipy.stats.entropy([.5, .3, .2], base=2); 2**H. */
  @Test
  @Gold({"component-entropy", "effective-components"})
  void saysWhoMergedWithWhomAndWhoIsDead() {
    GaussianMixture first =
        new GaussianMixture(List.of(at(0.5, 0, 1), at(0.3, 5, 1), at(0.2, 9, 1)));
    GaussianMixture later =
        new GaussianMixture(List.of(at(0.6, 4, 1), at(0.4, 4.1, 1), at(0, 9, 1)));
    List<ComponentMatch> fates = ComponentMatch.of(later, first);
    assertThat(fates).extracting(ComponentMatch::nearestAncestor).containsExactly(1, 1, 2);
    assertThat(fates).extracting(ComponentMatch::mergedWith).containsExactly(-1, 0, -1);
    assertThat(ComponentMatch.entropyBits(fates)).isZero();
    double bits = ComponentMatch.entropyBits(ComponentMatch.of(first, first));
    assertThat(bits).isCloseTo(1.4854752972273344, within(1e-12));
    assertThat(Shares.effective(bits)).isCloseTo(2.8000940728538315, within(1e-12));
  }

  @Test
  void aModelIsReadBackToTheLastBit() throws IOException {
    double[] rows = GaussianGoldTest.data(1, 60, 2, 3);
    GaussianMixture model =
        GaussianFit.rounds(
                GaussianGoldTest.blocks(rows, 2, 60),
                GaussianGoldTest.start(rows, 2, 3),
                Covariance.FULL,
                1e-6,
                2)
            .model();
    byte[] bytes = bytes(model);
    GaussianMixture read =
        GaussianMixture.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(bytes(read)).isEqualTo(bytes);
  }

  static byte[] bytes(GaussianMixture model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
