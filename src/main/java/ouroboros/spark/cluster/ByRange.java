package ouroboros.spark.cluster;

import org.apache.spark.Partitioner;

/** One partition per range. A range has {@code each} consecutive keys. */
public final class ByRange extends Partitioner {
  private static final long serialVersionUID = 1L;
  private final int ranges;
  private final int each;

  public ByRange(int ranges, int each) {
    this.ranges = ranges;
    this.each = each;
  }

  @Override
  public int numPartitions() {
    return ranges;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key / each;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByRange that && that.ranges == ranges && that.each == each;
  }

  @Override
  public int hashCode() {
    return 31 * ranges + each;
  }
}
