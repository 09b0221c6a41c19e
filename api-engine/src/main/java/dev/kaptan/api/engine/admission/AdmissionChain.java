package dev.kaptan.api.engine.admission;

import java.util.List;

/** All plug-ins in their order; the first that refuses decides. */
public final class AdmissionChain {

    private final List<AdmissionPlugin> plugins;

    public AdmissionChain(List<AdmissionPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    public void mutate(AdmissionRequest request) {
        plugins.forEach(plugin -> plugin.mutate(request));
    }

    public void validate(AdmissionRequest request) {
        plugins.forEach(plugin -> plugin.validate(request));
    }
}
