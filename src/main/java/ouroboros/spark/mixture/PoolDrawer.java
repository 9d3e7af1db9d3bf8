package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import ouroboros.mixture.UnitBlock;
import ouroboros.policy.MemberPool;
import ouroboros.safeguard.Candidate;

/**
 * The pool of a member of an ecosystem as a function: each unit is drawn from the model of its
 * author, with the random numbers of that author's unit. Units keep their order in the pool,
 * whoever wrote them.
 *
 * @param authors S_g of every member
 * @param pool whose each unit is
 */
record PoolDrawer<B extends UnitBlock<B>>(List<UnitDrawer<B>> authors, MemberPool pool)
    implements UnitDrawer<B> {
  PoolDrawer {
    authors = List.copyOf(authors);
  }

  @Override
  public B draw(LongUnaryOperator words, int count) {
    MemberPool.Cursor cursor = pool.cursor();
    long[][] own = new long[authors.size()][0];
    int[] sizes = new int[own.length];
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      long word = words.applyAsLong(i);
      long unit = Candidate.unit(word);
      int author = cursor.seek(unit).author();
      if (sizes[author] == own[author].length) {
        own[author] = Arrays.copyOf(own[author], Math.max(64, 2 * sizes[author]));
      }
      own[author][sizes[author]++] = word - unit + cursor.unit();
      from[i] = author;
    }
    List<B> blocks = new ArrayList<>();
    int[] place = new int[own.length];
    for (int j = 0; j < own.length; j++) {
      long[] drawn = own[j];
      place[j] = blocks.size();
      // Without any unit, there is one empty block.
      if (sizes[j] > 0 || (j == pool.member() && count == 0)) {
        blocks.add(authors.get(j).draw(i -> drawn[(int) i], sizes[j]));
      }
    }
    Arrays.setAll(from, i -> place[from[i]]);
    return UnitBlock.merged(blocks, from);
  }
}
