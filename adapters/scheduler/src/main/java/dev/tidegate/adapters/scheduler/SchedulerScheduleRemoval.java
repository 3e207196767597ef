package dev.tidegate.adapters.scheduler;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;

/// Removes the schedules that [SchedulerGrantSchedules] makes, by their names.
public final class SchedulerScheduleRemoval implements ScheduleRemoval {
  private final SchedulerClient scheduler;
  private final String group;

  public SchedulerScheduleRemoval(SchedulerClient scheduler, String group) {
    this.scheduler = scheduler;
    this.group = group;
  }

  @Override
  public void removeEnd(GrantId grant) {
    remove(grant.text());
  }

  @Override
  public void removeStart(GrantId grant) {
    remove(SchedulerGrantSchedules.startName(grant));
  }

  private void remove(String name) {
    try {
      scheduler.deleteSchedule(request -> request.groupName(group).name(name));
    } catch (ResourceNotFoundException gone) {
      // It has fired, or was removed before.
      return;
    } catch (SdkException failure) {
      throw Faults.of("scheduler:DeleteSchedule " + name, failure);
    }
  }
}
