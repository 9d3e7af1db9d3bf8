package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class SessionTest {
  @Test
  void aSessionThatWasJoinedGoesOn() {
    Session there = Runs.session();
    try (Session joined = Session.open("joins")) {
      assertThat(joined.spark()).isSameAs(there.spark());
    }
    assertThat(there.spark().sparkContext().isStopped()).isFalse();
  }

  @Test
  void otherSettingsStartAnotherSession() {
    Session two = Runs.session();
    Session one = Runs.session("local[1]", Map.of());
    assertThat(two.spark().sparkContext().isStopped()).isTrue();
    assertThat(one.spark().sparkContext().defaultParallelism()).isEqualTo(1);
  }
}
