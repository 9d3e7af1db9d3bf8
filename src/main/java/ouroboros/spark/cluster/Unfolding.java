package ouroboros.spark.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** An iterator whose elements are made a few at a time, so that a task can stream them to Spark. */
public final class Unfolding<T> implements Iterator<T> {
  private final Predicate<Deque<T>> step;
  private final Deque<T> ready = new ArrayDeque<>();
  private boolean open = true;

  /**
   * @param step adds elements, possibly none, and returns whether it is to be called again
   */
  public Unfolding(Predicate<Deque<T>> step) {
    this.step = step;
  }

  @Override
  public boolean hasNext() {
    while (open && ready.isEmpty()) {
      open = step.test(ready);
    }
    return !ready.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
