package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.text.Vocabulary;

/**
 * The shards into which the contexts of a model are divided. A shard is an interval of last tokens
 * of contexts; all shards have about the same share of R's tokens. No bit depends on how many there
 * are.
 *
 * @param bounds [shards - 1] lowest last token of the contexts of the second, third .. shard;
 *     ascending
 * @param types one more than the highest id
 */
public record Shards(List<Integer> bounds, int types) implements Serializable {

  /** About {@code wanted} shards; fewer if a single token has more than an equal share. */
  static Shards of(Vocabulary vocabulary, int wanted) {
    long all = 0;
    for (int id = Vocabulary.FIRST_WORD; id < vocabulary.size(); id++) {
      all += vocabulary.realCount(id);
    }
    List<Integer> bounds = new ArrayList<>();
    long before = 0;
    for (int id = Vocabulary.FIRST_WORD; id < vocabulary.size(); id++) {
      if (before * wanted >= all * (bounds.size() + 1L) && bounds.size() + 1 < wanted) {
        bounds.add(id);
      }
      before += vocabulary.realCount(id);
    }
    return new Shards(List.copyOf(bounds), vocabulary.size());
  }

  public int size() {
    return bounds.size() + 1;
  }

  /** [types] The shard of each token. */
  public int[] shardOf() {
    int[] shardOf = new int[types];
    int shard = 0;
    for (int id = 0; id < types; id++) {
      while (shard < bounds.size() && bounds.get(shard) <= id) {
        shard++;
      }
      shardOf[id] = shard;
    }
    return shardOf;
  }
}
