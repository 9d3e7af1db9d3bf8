package ouroboros.safeguard;

import ouroboros.safeguard.watch.ChartCenter;
import ouroboros.safeguard.watch.ChartPoint;

/**
 * What an alarm saw in a generation, once its chart had begun.
 *
 * @param generation g >= 1
 * @param alarm its number among the alarms of the cell, from 1
 * @param value of its metric
 * @param center what the chart compares with
 * @param point what the chart says
 */
public record AlarmEvent(
    int generation, int alarm, double value, ChartCenter center, ChartPoint point) {}
