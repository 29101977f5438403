package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.retail.PlannedAct;
import com.khaosbridge.sandbox.retail.ShopFacts;
import java.time.Instant;
import java.util.List;

/**
 * What a run is made of.
 *
 * @param seed of everything invented
 * @param scenario the scenario's name
 * @param liveDays how many of the file's last calendar days are live
 * @param facts what the transactions file holds
 * @param start business time at which the run begins
 * @param end business time at which all that is invented has happened
 * @param acts what happens to customers by itself, done or not
 */
public record RunInfo(
    long seed,
    String scenario,
    int liveDays,
    ShopFacts facts,
    Instant start,
    Instant end,
    List<PlannedAct> acts) {}
