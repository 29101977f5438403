package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ConsentThere;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A linked contact as it is at the destination. */
record LinkedContact(
    String contactId,
    @Nullable String stamp,
    ConsentThere consent,
    ProfileHashes profile,
    Map<String, String> extra) {}
