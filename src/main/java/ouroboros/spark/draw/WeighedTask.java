package ouroboros.spark.draw;

import ouroboros.safeguard.TextGate;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.SentenceTask;

/**
 * The sentences of another task with the weights that a gate gives them. They are those that passed
 * the gate, so no weight is 0.
 *
 * @param weigher makes a {@link TextGate.Weigher}
 */
public record WeighedTask(SentenceTask inner, GateMaker weigher) implements SentenceTask {
  @Override
  public long feed(Storage storage, ComponentSink sink) {
    TextGate.Weigher ready = (TextGate.Weigher) weigher.make(storage);
    return inner.feed(
        storage,
        (component, unit, tokens, start, end) ->
            sink.weighed(component, unit, tokens, start, end, ready.weight(tokens, start, end)));
  }

  @Override
  public boolean isWeighted() {
    return true;
  }

  @Override
  public long expectedTokens() {
    return inner.expectedTokens();
  }
}
