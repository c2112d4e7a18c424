-- MySQL dump 10.13  Distrib 5.7.40
/*!40101 SET NAMES utf8 */;
DROP TABLE IF EXISTS `postmortems`;
CREATE TABLE `postmortems` (
  `id` int(11) unsigned NOT NULL AUTO_INCREMENT,
  `title` varchar(255) DEFAULT NULL,
  `summary` longtext,
  `why_surprised` longtext,
  `tldr` longtext,
  `starttime` int(11) DEFAULT NULL,
  `endtime` int(11) DEFAULT NULL,
  `statustime` int(11) DEFAULT NULL,
  `detecttime` int(11) DEFAULT NULL,
  `severity` int(2) DEFAULT NULL,
  `contact` varchar(255) DEFAULT NULL,
  `subsystem` varchar(128) DEFAULT NULL,
  `deleted` tinyint(1) DEFAULT '0',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
INSERT INTO `postmortems` VALUES (3,'Thumbnails were missing','It\'s the cache.\n\nA key was renamed; all \"old\" pictures missed it.','Nobody knew that two services share the cache.','Pictures were grey for an hour.',1700000000,1700003600,0,1700000300,2,'ann@example.com','images',0),(4,'Sign-up broke',NULL,'','Form refused; everyone',1700100000,1700101200,NULL,1700100060,1,'','accounts',1);
CREATE TABLE `jira` (`id` int, `postmortem_id` int, `ticket` varchar(255));
INSERT INTO `jira` VALUES (1,3,'IMG-7');
INSERT INTO `irc` (`id`,`postmortem_id`,`channel`) VALUES (1,3,'#warroom');
INSERT INTO `images` (`id`,`postmortem_id`,`image_link`) VALUES (1,3,'https://img.example/graph.png');
INSERT INTO `postmortem_referenced_tags` (`postmortem_id`,`tag_id`,`deleted`) VALUES (3,8,0);
INSERT INTO `postmortem_history` (`id`,`postmortem_id`,`auth_username`,`action`,`summary`,`create_date`) VALUES (1,3,'ann','edit','old words','2023-11-15 08:00:00');
INSERT INTO `forum_links` (`id`,`postmortem_id`,`forum_link`,`comment`) VALUES (1,3,'https://forum.example/1','members asked');
INSERT INTO `tags` (`id`,`title`,`deleted`) VALUES (8,'cache',0),(9,'unused',0);
