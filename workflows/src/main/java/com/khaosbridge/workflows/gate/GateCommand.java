package com.khaosbridge.workflows.gate;

import org.jspecify.annotations.Nullable;

/**
 * What a person sends to a waiting workflow, as plain JSON; every field may be missing.
 *
 * @param caseId the case meant; without it the command acts if exactly one gate is open
 * @param person who sends it
 * @param reason why
 * @param signalId a command with an id that was applied before is not applied again
 */
public record GateCommand(
    @Nullable Long caseId,
    @Nullable String person,
    @Nullable String reason,
    @Nullable String signalId) {}
