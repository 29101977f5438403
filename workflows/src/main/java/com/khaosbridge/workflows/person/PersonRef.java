package com.khaosbridge.workflows.person;

/** A person, by source and person id. */
public record PersonRef(String source, String personId) {}
